"""Names that mean the same organization are offered, names of two are not: 40 pairs of each."""

import pytest

from partners.resembling import ALIKE_FROM, likeness, resembling

SAME = [
    ("Safe Harbor", "Safe Harbor, Inc."),
    ("Safe Harbor", "Safe Harbor Family Violence Center"),
    ("The Safe Harbor Shelter", "Safe Harbor"),
    ("Safe Haven", "SafeHaven"),
    ("Genesis Womens Shelter", "Genesis Women's Shelter & Support"),
    ("Texas Council on Family Violence", "TCFV"),
    ("TCFV", "Texas Council on Family Violence (TCFV)"),
    ("Family Place", "The Family Place"),
    ("Dallas PD", "Dallas Police Department"),
    ("Dallas Police Dept.", "City of Dallas Police Department"),
    ("Tarrant County DA", "Tarrant County District Attorney's Office"),
    ("Tarrant Co. District Attorney", "Tarrant County District Attorney’s Office"),
    ("Denton County Sheriff", "Denton County Sheriff's Office"),
    ("Denton Co SO", "Denton County Sheriff's Office"),
    ("Legal Aid of Northwest Texas", "Legal Aid of NorthWest Texas, Inc."),
    ("Legal Aid NW Texas", "Legal Aid of Northwest Texas"),
    ("Lubbock Rape Crisis Ctr", "Lubbock Rape Crisis Center"),
    ("Voice of Hope Lubbock Rape Crisis Center", "Voice of Hope"),
    ("Hope Alliance", "Hope Aliance"),
    ("Mosaic Family Services", "Mosaic Family Svcs"),
    ("Mosaic", "Mosaic Family Services"),
    ("New Beginning Center", "New Beginnings Center"),
    ("Women's Center of Tarrant County", "The Womens Center of Tarrant County, Inc."),
    ("Alliance for Children", "Alliance for Children, Tarrant County"),
    ("Brighter Tomorrows", "Brighter Tomorrows Inc"),
    ("Noah Project", "The Noah Project"),
    ("Noah Project Abilene", "Noah Project, Inc."),
    ("Dallas Children's Advocacy Center", "Dallas Childrens Advocacy Ctr"),
    ("Parkland Hospital", "Parkland Health and Hospital"),
    ("SMU Dedman School of Law", "Dedman School of Law"),
    ("National Network to End Domestic Violence", "NNEDV"),
    ("National Sexual Violence Resource Center", "NSVRC"),
    ("Iowa Coalition Against Sexual Assault", "IowaCASA Iowa Coalition Against Sexual Assault"),
    ("Casa de Esperanza", "Casa Esperanza"),
    ("Cherokee Nation ONE FIRE", "One Fire, Cherokee Nation"),
    ("First Step of Wichita Falls", "First Step Inc. (Wichita Falls)"),
    ("Grayson Crisis Center", "Grayson County Crisis Center"),
    ("Domestic Violence Intervention Alliance", "DV Intervention Alliance"),
    ("St. Luke's Ministry", "Saint Lukes Ministries"),
    ("El Paso Center Against Family Violence", "Center Against Family Violence El Paso"),
]
DIFFERENT = [
    ("Safe Harbor", "Harbor House"),
    ("Safe Harbor", "Safe Passage"),
    ("Dallas Police Department", "Fort Worth Police Department"),
    ("Dallas Police Department", "Dallas County Sheriff's Office"),
    ("Dallas Police Department", "Dallas County District Attorney"),
    ("Tarrant County District Attorney", "Dallas County District Attorney"),
    ("Denton County Sheriff's Office", "Denton County District Attorney's Office"),
    ("Denton County Sheriff's Office", "Collin County Sheriff's Office"),
    ("Texas Council on Family Violence", "Texas Association Against Sexual Assault"),
    ("Lubbock Rape Crisis Center", "Amarillo Rape Crisis Center"),
    ("Legal Aid of Northwest Texas", "Lone Star Legal Aid"),
    ("Family Place", "Family Crisis Center"),
    ("Women's Center of Tarrant County", "Women's Shelter of East Texas"),
    ("Hope Alliance", "Hope House"),
    ("Genesis Women's Shelter", "Hope's Door Women's Shelter"),
    ("Mosaic Family Services", "Catholic Family Services"),
    ("New Beginning Center", "New Horizons Center"),
    ("Navajo Nation Police", "Navajo Nation District Court"),
    ("Cherokee Nation", "Choctaw Nation"),
    ("Dallas County Family Court", "Dallas County Juvenile Probation"),
    ("Houston Area Women's Center", "Austin Area Women's Center"),
    ("University of Texas School of Law", "University of Kansas School of Law"),
    ("Iowa Coalition Against Domestic Violence", "Ohio Coalition Against Domestic Violence"),
    ("Iowa Coalition Against Domestic Violence", "Iowa Coalition Against Sexual Assault"),
    ("NNEDV", "NSVRC"),
    ("County Court at Law No. 5, Tarrant County", "Tarrant County Sheriff"),
    ("First Step", "Next Step"),
    ("Noah Project", "Ruth Project"),
    ("Alliance for Children", "Advocates for Children"),
    ("St. Luke's Ministry", "St. Mark's Ministry"),
    ("Parkland Hospital", "Baylor Hospital"),
    ("Department of Corrections", "Department of Public Health"),
    ("City of Abilene", "City of Amarillo"),
    ("Victim Services Center", "Crisis Center"),
    ("Batterer Intervention Program of Plano", "Batterer Intervention Program of Tyler"),
    ("Rosebud Sioux Tribe", "Oglala Sioux Tribe"),
    ("Women in Need", "Women Helping Women"),
    ("Resource Sharing Project", "National Resource Center on Domestic Violence"),
    ("Fort Hood Family Advocacy Program", "Fort Bliss Family Advocacy Program"),
    ("Immigrant Justice Center", "Justice for Children Center"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_of_writing_one_organization_are_alike(one, other):
    assert likeness(one, other) >= ALIKE_FROM


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_organizations_are_not_alike(one, other):
    assert likeness(one, other) < ALIKE_FROM


def test_there_are_forty_pairs_of_each():
    assert len(set(SAME)) == len(set(DIFFERENT)) == 40


@pytest.mark.parametrize(("one", "other"), SAME + DIFFERENT)
def test_it_does_not_matter_which_name_comes_first(one, other):
    assert likeness(one, other) == pytest.approx(likeness(other, one))


def test_the_most_alike_comes_first_and_each_once():
    known = [(1, "Harbor House"), (2, "Safe Harbor Shelter"), (3, "Safe Harbor"), (3, "Safe Harbour"), (4, "Tarrant")]

    assert resembling("safe harbor", known) == [3, 2]
    assert resembling("safe harbor", known, most=1) == [3]


@pytest.mark.parametrize("nothing", ["", "   ", "!!!"])
def test_a_name_without_a_letter_is_like_nothing(nothing):
    assert resembling(nothing, [(1, "Safe Harbor"), (2, "")]) == []
