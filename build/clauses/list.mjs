/** The clauses of the source documents, with what each asks of the program, in our own words. */
export const sources = {
  S0: 'Service level agreement, home businesses',
  S1: 'Programme instruction: loans, supervision, cooperatives, incentives',
  S2: 'Service level agreement, livelihood aid',
  S3: 'Registration guide for applicants',
  S4: 'Service card: permit and referral to agent banks',
}

/** Documents whose every clause must have a test. */
export const mustBeWhole = ['S0', 'S2', 'S3', 'S4']

const text = `
S0-01 legal basis of the service, shown and editable
S0-02 province and county on every file, users of one unit
S0-03 an inbox and rights for each role; the level of whoever decided
S0-04 the field says which agency examines
S0-05 the agency's opinion with its three answers
S0-06 nothing reaches the Director without the agency's top signature
S0-07 the Director's signature makes it final
S0-08 only a valid permit with a loan wish goes to a bank
S0-09 receipt with tracking code, reprints marked and logged
S0-10 fourteen days from filing
S0-11 the clock stands still while the applicant is asked
S0-12 a message at every stage
S0-13 renewal is a case of its own
S0-14 the agreement's text and the service report
S0-15 channel of intake: online or counter
S0-16 four activity types
S0-17 the office re-examines between agency and Director
S0-18 confirmations that a field requires
S0-19 legal basis of the system itself
S0-20 any of the four types may apply
S0-21 papers through the system or a counter, nothing else
S0-22 no stage asks for presence
S0-23 a needed visit is told, with reason, place and day
S0-24 not transferable: the holder stays
S0-25 as long as the person lives
S0-26 questions, answers and experts' phones
S0-27 complaints and the evidence of a delay
S0-28 free of charge
S0-29 texts and parameters by version and day
S0-30 the service can be closed; permits stay
S1-00 programme years
S1-A1 county shares of the provincial quota
S1-A2 speed from permit to referral
S1-A3 ceilings of the loan
S1-A4 priority of active supporters and cooperatives
S1-A5 need, capacity and jobs on the referral
S1-A6 repeat loan of a supporter
S1-A7 repeat loan of an independent
S1-A8 readiness for the labour market
S1-A9a no split of loans by agency
S1-A9b no loan to government employees
S1-A10 registration-based fields: confirmation, visit, assurance, 45 days
S1-A11 rule sets and resolutions
S1-B1 joint visits
S1-B2 checks of supporters before permit and loan
S1-B3 three items of a visit
S1-B4 the system manager completes the visit form
S1-B5 covered persons really at work
S1-B6 visit within 45 days of a confirmation
S1-B7 six months for the evidence of skill, then a case for the Director
S1-B8 quarterly report of visits
S1-C1 provincial working group
S1-C1m its members
S1-C2 supporters introduced to cooperative affairs
S1-C3 meetings
S1-C4 experts of a cooperative case
S1-C5 cooperative cases and their loans
S1-D1 stalls at fairs
S1-D2 letter of commendation
S1-D3 nominations
S2-01 the subject is a head of household
S2-02 eligibility and introduction come from the centre
S2-03 objections live in the portal, their reference here
S2-04 results are stored, never computed
S2-05 aid is counted apart
S2-06 applicant or recipient
S2-07 guidance by a standard answer and phone
S2-08 the clerk looks up and edits nothing
S2-09 no registration at the counter
S2-10 no stage asks for presence
S2-11 a needed visit is told; no message is promised at every stage
S2-12 not transferable
S2-13 death closes it
S2-14 the same log of questions
S2-15 the same register of complaints
S2-16 free of charge
S2-17 the text by version
S2-18 the service can be closed
S3-01 law, instruction and fields to read
S3-02 no presence
S3-03 the citizen's steps on paper
S3-04 the type is chosen first
S3-05 the first page gives the tracking code
S3-06 the second page is the plan
S3-07 declaration and the words of success
S3-08 the normal path
S3-09 the development model passes through empowerment
S3-10 its five parts
S3-11 evidence of skill at registration, by setting
S3-12 messages: correction, documents, visit
S3-13 look-up from the tenth day
S3-14 a repeated message leads to the county's experts
S3-15 addressee of the quarterly report
S4-01 names of office and unit
S4-02 questions by type before the code
S4-03 stored first, then routed
S4-04 cooperatives are handed over
S4-05 the plan's details
S4-06 the agency's own deadline
S4-07 the permit after the agency's approval
S4-08 then the bank, if a loan is wanted
S4-09 the pool of the covered, skill first
S4-10 introduction to a supporter
S4-11 acceptance and the agency's second confirmation
S4-12 paper: skill certificate
S4-13 paper: end of service, men
S4-14 paper: two photos
S4-15 paper: birth certificate and national card
S4-16 paper: deed or contract of the home
S4-17 paper: last degree
S4-18 paper: health card, food and hygiene
S4-19 paper: the printed form with its code
S4-20 the process drawn in the help
`

/** @type {readonly { id: string, asks: string }[]} */
export const clauses = text.trim().split('\n').map((line) => ({ id: line.slice(0, line.indexOf(' ')), asks: line.slice(line.indexOf(' ') + 1) }))
