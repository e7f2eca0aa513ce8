"""What a mail server says when it does not take a mail, and whether trying again is of use."""

import smtplib


def said(error: Exception) -> str:
    """What the mail server or the network said, in one line, for the people who ask why a mail did not arrive."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_line(text)}" for code, text in error.recipients.values())[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_line(error.smtp_error)}"[:300]
    return f"{type(error).__name__}: {error}"[:300]


def _line(text: bytes | str) -> str:
    return " ".join((text.decode(errors="replace") if isinstance(text, bytes) else text).split())


def is_final(error: Exception) -> bool:
    """Whether trying again is no use: a 5xx about this very mail, or a mail that cannot be written at all.

    A 5xx to the log-in or the greeting is a fault of the set-up and will be mended.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)


def is_of_the_address(error: Exception) -> bool:
    """Whether it is the address that is refused for good, whatever the mail: nobody can be reached there."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and is_final(error)
