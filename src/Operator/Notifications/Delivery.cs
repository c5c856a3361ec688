namespace Operator.Notifications;

/// <summary>What became of one try to tell a webhook. A closed family.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    internal sealed record Sent : Delivery;

    /// <summary>Another try may succeed, but not before the server's own Retry-After if it has said one.</summary>
    internal sealed record Failed(string Why, TimeSpan? RetryAfter = null) : Delivery;

    /// <summary>No other try will succeed before somebody changes something; the sentence says what.</summary>
    internal sealed record Unusable(string Why) : Delivery;
}
