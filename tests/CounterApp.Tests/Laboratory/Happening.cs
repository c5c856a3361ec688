using CounterApp.Visits;

namespace CounterApp.Tests.Laboratory;

/// <summary>One thing that may happen to a counter.</summary>
internal abstract record Happening
{
    private Happening()
    {
    }

    /// <summary>So many visits come at once.</summary>
    public sealed record Visitors(int Count) : Happening;

    /// <summary>A peer tells what it knows.</summary>
    public sealed record Peer(VisitEntries Entries) : Happening;

    /// <summary>The pod hands over, or takes back.</summary>
    public sealed record Close(bool Closed) : Happening;

    /// <summary>The next step of that name fails in that way.</summary>
    public sealed record DiskFault(string Step, Fault How) : Happening;

    /// <summary>The counter has time to look after the disk.</summary>
    public sealed record QuietMoment : Happening;

    /// <summary>The counter prepares the next visit.</summary>
    public sealed record Breath : Happening;

    /// <summary>SIGKILL and a new start.</summary>
    public sealed record Kill : Happening;

    /// <summary>The power fails, and something of what was not flushed is lost.</summary>
    public sealed record PowerLoss(int Seed) : Happening;

    /// <summary>SIGKILL, and another pod gets the volume.</summary>
    public sealed record NewPod : Happening;

    /// <summary>A clean stop and a new start.</summary>
    public sealed record Restart : Happening;
}
