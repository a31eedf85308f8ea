"""What may be done to cooperations. Each asks the right first and tells the journal last, in one transaction."""

from portulan.domains.cooperations.services.answering import (
    confirm_found,
    detach_found,
    refuse_found,
    reopen_found,
)
from portulan.domains.cooperations.services.changing import (
    Changed,
    ClashError,
    edit,
    set_confidentiality,
    set_stage,
    take_over,
)
from portulan.domains.cooperations.services.checking import CooperationInvalidError, Given
from portulan.domains.cooperations.services.declaring import declare
from portulan.domains.cooperations.services.following import write
from portulan.domains.cooperations.services.importing import READ, Import, take_in
from portulan.domains.cooperations.services.keeping import discard_draft, forget_list, save_draft, save_list
from portulan.domains.cooperations.services.meeting import NewPartner
from portulan.domains.cooperations.services.naming import (
    name_contact,
    name_person,
    unname_contact,
    unname_person,
)
from portulan.domains.cooperations.services.proving import add_proof, contest, record_proof, settle
from portulan.domains.cooperations.services.receipts import SaidOtherwiseError
from portulan.domains.cooperations.services.steps import finish_step, set_step, set_steps

__all__ = [
    "READ",
    "Changed",
    "ClashError",
    "CooperationInvalidError",
    "Given",
    "Import",
    "NewPartner",
    "SaidOtherwiseError",
    "add_proof",
    "confirm_found",
    "contest",
    "declare",
    "detach_found",
    "discard_draft",
    "edit",
    "finish_step",
    "forget_list",
    "name_contact",
    "name_person",
    "record_proof",
    "refuse_found",
    "reopen_found",
    "save_draft",
    "save_list",
    "set_confidentiality",
    "set_stage",
    "set_step",
    "set_steps",
    "settle",
    "take_in",
    "take_over",
    "unname_contact",
    "unname_person",
    "write",
]
