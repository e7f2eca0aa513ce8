"""Words that tell whose name it is: given names, titles of people at work, words of organizations and places. Pure."""

GIVEN = """
    Aaliyah Aaron Abigail Abraham Adam Adela Adriana Agnes Ahmed Aida Aisha Aiyana Alan Alba Albert Alberto
    Alejandra Alejandro Alex Alexander Alexandra Alexis Alfonso Alfredo Ali Alice Alicia Alisha Allison Alma Alondra
    Alyssa Amanda Amber Amelia Amina Amir Amy Ana Anabel Anahi Andrea Andres Andrew Angel Angela Angelica Angelina
    Angie Anita Ann Anna Anne Annette Annie Anthony Antonia Antonio April Araceli Ariana Ariel Arlene Arturo Ashley
    Asia Audrey Aurora Austin Autumn Ayesha Azucena Barbara Beatrice Beatriz Becky Belen Benita Benjamin Bernadette
    Bernice Beth Bethany Betty Beverly Bianca Blanca Bonnie Brandi Brandon Brandy Brenda Brian Briana Brianna Bridget
    Brittany Bryan Caitlin Camila Candace Candice Carla Carlos Carmen Carol Carole Carolina Caroline Carolyn Carrie
    Casey Cassandra Catalina Catherine Cathy Cecilia Celeste Celia Chantel Charlene Charles Charlotte Chelsea Cheryl
    Cheyenne Chloe Chris Christian Christina Christine Christopher Ciara Cindy Claire Clara Clarissa Claudia Colleen
    Concepcion Connie Consuelo Corina Courtney Cristina Crystal Cynthia Daisy Dakota Dalia Dana Daniel Daniela
    Danielle Darlene David Dawn Deanna Deb Debbie Deborah Debra Delia Delores Denise Desiree Destiny Diana Diane
    Dolores Dominique Donald Donna Dora Doris Dorothy Ebony Edith Eduardo Edward Eileen Elaine Elba Eleanor Elena
    Elisa Elizabeth Ella Ellen Eloisa Elsa Elvia Elvira Emilia Emily Emma Enrique Eric Erica Erika Erin Ernesto
    Esmeralda Esperanza Estela Esteban Esther Ethel Eunice Eva Evelyn Fatima Faith Faye Felicia Felipe Felix Fernanda
    Fernando Fiona Flor Florence Frances Francis Francisca Francisco Frank Gabriel Gabriela Gail Geneva Genesis George
    Georgia Gerald Gerardo Gina Gladys Glenda Gloria Grace Graciela Greta Griselda Guadalupe Guillermo Gwendolyn
    Hannah Hassan Hazel Heather Hector Heidi Helen Helena Henry Hilda Holly Hope Hugo Ibrahim Ida Ignacio Iliana
    Imani Imelda Ines Ingrid Irene Iris Irma Isabel Isabella Isaiah Ismael Itzel Ivan Ivette Ivonne Ivy Jackie Jackson
    Jacob Jacqueline Jada Jade Jaime James Jamie Jamila Jane Janelle Janet Janice Janie Jasmin Jasmine Jason Javier
    Jazmin Jean Jeanette Jeanne Jeffrey Jen Jenna Jennifer Jenny Jeremy Jesus Jessica Jessie Jill Jillian Jimena Joan
    Joann Joanna Joanne Jocelyn Jodi Joe John Johanna Jonathan Jordan Jorge Jose Josefina Joseph Josephine Joshua Joy
    Joyce Juan Juana Juanita Judith Judy Julia Juliana Julie Juliet Julio June Justin Kaitlyn Kara Karen Kari Karina
    Karla Kate Katelyn Katherine Kathleen Kathryn Kathy Katie Katrina Kay Kayla Keisha Kelli Kelly Kelsey Kendra
    Kenneth Kenya Kevin Khadija Kiara Kim Kimberly Kristen Kristin Kristina Krystal Kyle Lakisha Larry Latasha Latisha
    Latonya Latoya Laura Lauren Laurie Leah Leigh Lena Leona Leonor Leslie Leticia Liliana Lilian Lillian Lily Linda
    Lindsay Lindsey Lisa Liz Lois Lola Lorena Loretta Lori Lorraine Lourdes Lucia Lucinda Lucy Luis Luisa Lupe Lupita
    Luz Lydia Lynn Mabel Mackenzie Madeline Madison Magdalena Manuel Manuela Marcela Marcia Marco Marcos Marcus
    Margaret Margarita Margie Maria Mariah Mariam Mariana Maribel Maricela Marie Mariela Marilyn Mario Marisa Marisol
    Marissa Marjorie Mark Marlene Marsha Marta Martha Martin Martina Mary Maryam Matilde Matthew Maureen Maxine May
    Mayra Megan Melanie Melinda Melissa Melody Mercedes Mercy Mia Michael Michele Michelle Miguel Mildred Minerva
    Miranda Mireya Miriam Misty Mohamed Mohammed Molly Monica Monique Morgan Myra Myrna Nadia Nadine Nancy Naomi
    Nasrin Natalia Natalie Natasha Nayeli Nelida Nelly Nichole Nicolas Nicole Nina Noelle Noemi Nora Norma Odalys
    Ofelia Olga Olivia Omar Oralia Oscar Pamela Paola Pat Patricia Patrick Patty Paul Paula Paulina Pauline Pearl
    Pedro Peggy Penny Perla Peter Petra Phyllis Pilar Precious Priscilla Priya Rachael Rachel Rafael Ramon Ramona
    Raquel Raul Raven Rebeca Rebecca Regina Renee Reyna Rhonda Ricardo Richard Rita Robert Roberta Roberto Robin
    Rocio Ronald Rosa Rosalia Rosalinda Rosario Rose Rosemary Rosie Roxana Roxanne Ruben Ruby Ruth Ryan Sabrina Sally
    Salma Samantha Samira Samuel Sandra Sandy Santiago Sara Sarah Sasha Saul Savannah Scott Selena Serena Sergio
    Shanice Shanna Shannon Shari Sharon Shauna Shawna Sheila Shelby Shelly Sheri Sherri Sherry Sheryl Shirley Sierra
    Silvia Simone Skylar Socorro Sofia Soledad Sonia Sonja Sonya Sophia Sophie Stacey Stacy Stella Stephanie Stephen
    Steven Sue Susan Susana Susie Suzanne Sydney Sylvia Tabitha Tamara Tameka Tami Tamika Tammy Tania Tanisha Tanya
    Tara Tasha Tatiana Taylor Teresa Teri Terri Terry Thelma Theresa Thomas Tiana Tiara Tiffany Timothy Tina Tomas
    Toni Tonya Tracey Traci Tracy Travis Trina Trinity Trisha Tyler Valentina Valeria Valerie Vanessa Vera Veronica
    Vicki Vickie Vicky Victor Victoria Vilma Viola Violeta Virginia Viviana Vivian Wanda Wendy Whitney William Willow
    Ximena Xiomara Xochitl Yadira Yajaira Yanet Yasmin Yasmine Yesenia Yolanda Yusuf Yvette Yvonne Zainab Zeinab Zoe
    Zulema Abena Adaeze Akosua Alondra Amal Amara Anjali Asha Ayaan Chioma Citlali Deepa Dulce Ekaterina Fadumo Folake
    Guerline Halima Hawa Hodan Huong Irina Kavita Lakshmi Layla Leila Linh Mai Maricruz Marisela Meera Mei Mirlande
    Nadege Natalya Neha Ngozi Noor Nour Oksana Olena Phuong Pooja Rania Rani Samar Sana Sita Sunita Svetlana Thuy
    Wanjiru Xenia Yuliana Yuliet Zahra
"""
OTHERWISE = """
    Alba Alexandria Alma Amber Angel April Ariel Asia Aurora Austin Autumn Bethany Beverly Brandon Brandy Camila
    Carol Carolina Casey Charlotte Chelsea Cheyenne Christian Concepcion Crystal Daisy Dakota Dalia Dana Dawn Destiny
    Dolores Dora Ebony Elba Erin Esmeralda Esperanza Faith Faye Felix Flor Florence Francis Frank Gail Geneva Genesis
    Georgia Grace Guadalupe Hazel Helena Holly Hope Imani Iris Ivy Jackson Jade Jasmine Jean Jordan Joy June Kay Kelly
    Kenya Laurie Leigh Leona Leslie Lily Lola Lourdes Luz Mabel Madison Magdalena Marietta Marina Mark Martin May
    Melody Mercedes Mercy Minerva Miranda Misty Mohamed Morgan Myra Olivia Orlando Pat Pearl Penny Perla Petra Pilar
    Precious Raven Regina Rita Robin Rosario Rose Rosemary Ruby Santiago Savannah Scott Selena Shannon Shelby Sierra
    Skylar Socorro Soledad Stella Sue Sydney Taylor Tiara Travis Trinity Troy Tyler Valentina Vera Victor Victoria
    Viola Violeta Virginia Viviana Vivian Whitney Willow Yolanda
"""
"""Given names that are a month, a word, a town or the name of a house too: alone and without a capital they tell
nothing."""
TITLES = """
    abogada abogado actress administrator advocate advocates agent agente alcalde alcaldesa analyst assistant attorney
    ausa author bishop boss captain capt caseworker ceo cfo chair chairman chairwoman chief clerk colega colleague
    comisario comisionada commander commissioner congressman congresswoman consejera consejero contact coordinador
    coordinadora coordinator corporal counsel counselor councilman councilwoman da dean defensora defensor deputy det
    detective director directora doctor doctora dr dra elder employee enfermera enfermero especialista examiner
    fellow fiscal founder gobernador gobernadora gov governor guard imam instructor intern interpreter interprete
    investigator investigadora jefa jefe journalist judge juez jueza justice lawyer leader liaison lic licenciada
    licenciado lieutenant lt magistrate maestra maestro major manager marshal mayor member navigator notary nurse
    officer oficial organizer paralegal pastor policia presenter presidenta presidente president principal prof
    profesor profesora professor promotora prosecutor psychologist rabbi recruit rep reporter representative
    researcher rev reverend sargento secretaria secretario secretary sen senador senadora senator sergeant sgt sheriff
    social soldier speaker specialist staffer superintendent supervisor supervisora therapist trabajadora trainer
    treasurer trooper usher veteran volunteer voluntaria voluntario witness worker writer
"""
"""Right before a name: somebody at work, no survivor."""
ORGANIZATIONS = """
    academy act administration agency aid alert alliance apartments assistance association award bank beach bureau
    campaign campus care casa cathedral center centers centre chapel charities church city clinic club coalition
    collaborative college committee commons community company consortium cooperative corporation corps cottage council
    county court courthouse creek department district division domestic drive falls family federation fellowship
    firm force foundation fund gardens group guild hall haven heights home homes hospital hospice hotline house houses
    housing inc initiative institute island islands isd jail justice law league legal library llc ministries ministry
    mission movement municipality museum nation network office organization outreach parish partners partnership place
    plaza police prison program programs project pueblo ranch refuge resort school sanctuary service services shelter
    shelters society springs station street tavern team township towers tribe trust unit university valley village
    villa violence women ymca ywca albergue centro clinica condado fundacion hogar iglesia programa proyecto refugio
    servicios avenue boulevard road way memorial parks point rights junction sioux cabins days day month week
    fire lodge landing crossing grove ridge rapids mountain plains rancheria reservation band bay bluff corner fork
    hills lakes shores dunes harbor basin depot vista lea arbor hts twp spgs ctr afb annex
"""
"""In a name, or right behind it: that of an organization, a place or a day."""
LANDSCAPE = """
    bend branch crest dale dell dock dunes gap head hill hole hollow hook hull hurst lake level mill mills mines park
    peak pond port river rock run sands shade spring springs store stream tree trail view water wells west wood woods
"""
"""A surname, or a place where a word stands before it: Holly Hill."""
LEADS = """
    san santa santo sto sta saint st sts port fort ft lake mount mt point cape camp villa casa refugio centro hogar
    albergue the condado ciudad city town county north south east west new house shelter center university project
    proyecto programa program fundacion hospital calle colonia puerto rio isla nuestra lady prince king queen
    notre rancho los las
"""
"""Right before a name: it is that of a place or an organization."""


def words(text: str) -> frozenset[str]:
    """The words of a list, in small letters."""
    return frozenset(text.lower().split())
