namespace CounterApp.Visits;

/// <summary>Tells one visitor what became of the visit. Must not throw: others in the batch are waiting.</summary>
internal delegate void AnswerVisit<TVisitor>(in TVisitor visitor, VisitOutcome outcome);
