using Kubernetes.Models.Meta;
using Operator.Api;

namespace EndToEnd.Tests;

/// <summary>CounterApps for tests.</summary>
internal static class AnApp
{
    /// <summary>The app of the target picture.</summary>
    public static CounterApp Python { get; } = Named("app-python", replicas: 2) with
    {
        Spec = new CounterAppSpec
        {
            Image = "counterapp:1.0",
            Replicas = 2,
            Port = 5000,
            Storage = new CounterAppStorage { VolumeName = "counter-python", Size = "10Mi" },
        },
    };

    public static CounterApp Named(string name, int replicas = 1, string image = "counterapp:1.0") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = Playground.Namespace },
        Spec = new CounterAppSpec { Image = image, Replicas = replicas },
    };
}
