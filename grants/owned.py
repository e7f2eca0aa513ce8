"""What people own in grant guidance, declared for the hand-over."""
