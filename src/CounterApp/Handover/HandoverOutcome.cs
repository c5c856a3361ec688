using CounterApp.Visits;

namespace CounterApp.Handover;

/// <summary>What became of a request to hand over: what is durable now, or a refusal.</summary>
internal readonly record struct HandoverOutcome(int Code, Replica? Replica, string? Refusal)
{
    public static HandoverOutcome Done(Replica replica) => new(StatusCodes.Status200OK, replica, null);

    public static HandoverOutcome Refused(int code, string why) => new(code, null, why);
}
