using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.StorageClasses;
using Operator.Api;

namespace Operator.Observe;

/// <summary>Sorts what was read into an <see cref="Observed"/>: which objects are the app's, and which only have a name that it needs.</summary>
internal sealed record Snapshot
{
    public required CounterApp App { get; init; }

    /// <summary>The StatefulSet of the colour that serves, whoever owns it.</summary>
    public StatefulSet? Set { get; init; }

    /// <summary>The one of the other colour, whoever owns it.</summary>
    public StatefulSet? Beside { get; init; }

    /// <summary>The Services under names that the app needs, whoever owns them, and all that carry its labels.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    public IReadOnlyList<Pod> Pods { get; init; } = [];

    public IReadOnlyList<PersistentVolumeClaim> Claims { get; init; } = [];

    public IReadOnlyList<StorageClass> Classes { get; init; } = [];

    public IReadOnlyDictionary<string, VolumeCount> Visits { get; init; } = new Dictionary<string, VolumeCount>();

    public Observed Sort()
    {
        var name = App.Metadata.Name ?? "";
        var serving = ServingColour.Of(App, Claims);
        var other = Colour.Other(serving);
        return new Observed
        {
            App = App,
            Serving = serving,
            Set = Ours(Set),
            Beside = new ObservedColour { Colour = other, Set = Ours(Beside), Pods = PodsOf(other) },
            Service = Ours(Service(Names.Service(name))),
            PodsService = Ours(Service(Names.PodsService(name))),
            OtherServices = [.. Services.Where(IsLeftOver)],
            Pods = PodsOf(serving),
            Claims = [.. Claims.Where(claim => OtherApp(claim) is null).Select(Claim).OfType<ObservedClaim>().OrderBy(claim => claim.Ordinal)],
            Clashes = [.. new IKubernetesObject?[] { Set, Beside, Service(Names.Service(name)), Service(Names.PodsService(name)), Service(Names.PreviewService(name)) }.SelectMany(Clash), .. Claims.SelectMany(Clash)],
            Visits = Visits,
        };
    }

    private IReadOnlyList<ObservedPod> PodsOf(string colour) =>
        [.. Pods.Select(pod => ObservedPod.From(pod, App.Metadata.Name ?? "", colour)).OfType<ObservedPod>().OrderBy(pod => pod.Ordinal)];

    private Service? Service(string name) => Services.FirstOrDefault(service => service.Metadata.Name == name);

    private T? Ours<T>(T? obj)
        where T : class, IKubernetesObject =>
        obj is not null && Ownership.IsOurs(obj, App) ? obj : null;

    private bool IsLeftOver(Service service) =>
        service.Metadata.Name != Names.Service(App.Metadata.Name ?? "")
        && service.Metadata.Name != Names.PodsService(App.Metadata.Name ?? "")
        && Ownership.Controller(service)?.Uid == App.Metadata.Uid;

    private ObservedClaim? Claim(PersistentVolumeClaim claim)
    {
        var observed = ObservedClaim.From(claim, App);
        var storageClass = Classes.FirstOrDefault(c => c.Metadata.Name == observed?.StorageClass);
        return storageClass is null ? observed : observed! with { CanGrow = storageClass.AllowVolumeExpansion ?? false };
    }

    /// <summary>The app that a claim's labels name, when it is another one: two apps whose names and volume names run together to the same claim.</summary>
    private string? OtherApp(PersistentVolumeClaim claim) =>
        claim.Metadata.Labels is { } labels
        && labels.GetValueOrDefault(Labels.ManagedBy) == Labels.Manager
        && labels.GetValueOrDefault(Labels.Instance) is { Length: > 0 } instance && instance != App.Metadata.Name
            ? instance
            : null;

    private IEnumerable<NameClash> Clash(PersistentVolumeClaim claim) =>
        OtherApp(claim) is { } other
            ? [new NameClash(PersistentVolumeClaim.Type.Kind, claim.Metadata.Name ?? "", $"{CounterApp.Type.Kind} {other}", false)]
            : [];

    private IEnumerable<NameClash> Clash(IKubernetesObject? obj) =>
        obj is null || Ownership.IsOurs(obj, App)
            ? []
            : [new NameClash(obj.Kind ?? "", obj.Metadata.Name ?? "", Ownership.Describe(obj), Ownership.IsOfNamesake(obj, App))];
}
