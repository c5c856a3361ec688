using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kubernetes.Runtime;

/// <summary>The one meter and the one source of traces of the runtime: listen to <see cref="Name"/> for both.</summary>
public static class RuntimeMeter
{
    public const string Name = "Kubernetes.Runtime";

    internal static Meter Instance { get; } = new(Name);

    internal static ActivitySource Traces { get; } = new(Name);
}
