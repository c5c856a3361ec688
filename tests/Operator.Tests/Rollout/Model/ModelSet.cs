using System.Text.Json;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Operator.Api;

namespace Operator.Tests.Rollout.Model;

/// <summary>
/// The StatefulSet controller as Kubernetes 1.36 does it, Parallel or OrderedReady: revisions by content, new pods below the partition from
/// the current revision, one old pod at a time from the top while all above it are healthy, and a current revision that moves when all pods
/// are updated and ready, or when there are none.
/// </summary>
internal sealed class ModelSet(string name)
{
    private readonly Dictionary<string, string> _revisions = [];
    private int _pods;
    private int _replicas;
    private StatefulSet? _before;
    private long _observed;
    private int _partition;
    private string _template = "";

    public List<ModelPod> Pods { get; } = [];

    public StatefulSet? Object { get; private set; }

    public string Current { get; private set; } = "";

    public string Update { get; private set; } = "";

    /// <summary>
    /// Ordinals whose pod was ready, had to go for this revision, and has no successor yet that is ready. A new revision begins from the top
    /// again: the controller does not wait for the pod that it took last.
    /// </summary>
    public HashSet<int> Taken { get; } = [];

    /// <summary>Whether its controller has seen all that was applied.</summary>
    public bool IsObserved => Object?.Status?.ObservedGeneration == Object?.Metadata.Generation;

    public PodTemplateSpec? TemplateOf(string revision) =>
        _revisions.FirstOrDefault(pair => pair.Value == revision).Key is { } text ? JsonSerializer.Deserialize(text, Kubernetes.Models.KubernetesJson.Default.PodTemplateSpec) : null;

    public void Apply(StatefulSet wanted)
    {
        if (Object is not null && Text(Object) == Text(wanted)) return;
        _before = Object;
        Object = wanted with
        {
            Metadata = wanted.Metadata with { Uid = $"{name}-uid", Generation = (Object?.Metadata.Generation ?? 0) + 1 },
            Status = Object?.Status,
        };
    }

    public void Delete() => (Object, _before) = (null, null);

    /// <summary>One pass of the controller. <paramref name="lags"/>: it has not heard yet of what was applied last.</summary>
    public void Sync(DateTimeOffset now, bool lags = false)
    {
        var seen = lags && !IsObserved && _before is not null ? _before : Object;
        if (seen?.Spec is not { } spec) return;
        _replicas = spec.Replicas ?? 1;
        Pods.RemoveAll(pod => pod.IsTerminating);
        _template = JsonSerializer.Serialize(spec.Template!, Kubernetes.Models.KubernetesJson.Default.PodTemplateSpec);
        var wanted = _revisions.TryGetValue(_template, out var known) ? known : _revisions[_template] = $"{name}-{_revisions.Count + 1}";
        if (wanted != Update) Taken.Clear();
        Update = wanted;
        if (Current.Length == 0 || Pods.Count == 0) Current = Update;
        _partition = spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0;
        _observed = seen.Metadata.Generation ?? 0;

        if (Scale(spec.PodManagementPolicy == "OrderedReady", now)) Roll();
        if (Pods.Count(pod => pod.Revision == Update && !pod.IsTerminating) == _replicas && Pods.Count(pod => pod.IsReady) == _replicas) Current = Update;
        WriteStatus();
    }

    /// <summary>False where the order makes it wait before anything else: OrderedReady goes no further than the first pod that is not ready.</summary>
    private bool Scale(bool inOrder, DateTimeOffset now)
    {
        for (var ordinal = 0; ordinal < _replicas; ordinal++)
        {
            var isThere = Pods.Exists(pod => pod.Ordinal == ordinal);
            if (!isThere) Create(ordinal, now);
            if (inOrder && !Pods.Exists(pod => pod.Ordinal == ordinal && pod.IsReady)) return false;
        }

        var surplus = Pods.Where(pod => pod.Ordinal >= _replicas).OrderByDescending(pod => pod.Ordinal).ToList();
        foreach (var pod in inOrder ? surplus.Take(1) : surplus) pod.IsTerminating = true;
        return !inOrder || surplus.Count == 0;
    }

    private void Create(int ordinal, DateTimeOffset now)
    {
        var revision = ordinal < _partition ? Current : Update;
        Pods.Add(new ModelPod(name, ordinal, $"{name}-pod-{++_pods}", revision, TemplateOf(revision)!.Spec!.Containers![0].Image!, now));
    }

    private void Roll()
    {
        foreach (var pod in Pods.Where(pod => pod.Ordinal < _replicas && pod.Ordinal >= _partition).OrderByDescending(pod => pod.Ordinal))
        {
            if (pod.Revision != Update && !pod.IsTerminating)
            {
                Take(pod);
                return;
            }

            if (!pod.IsReady) return;
        }
    }

    public void Take(ModelPod pod)
    {
        if (pod.IsReady) Taken.Add(pod.Ordinal);
        pod.IsTerminating = true;
    }

    private void WriteStatus() => Object = Object! with
    {
        Status = new StatefulSetStatus
        {
            ObservedGeneration = _observed,
            Replicas = Pods.Count,
            ReadyReplicas = Pods.Count(pod => pod.IsReady),
            AvailableReplicas = Pods.Count(pod => pod.IsReady),
            UpdatedReplicas = Pods.Count(pod => pod.Revision == Update && !pod.IsTerminating),
            CurrentRevision = Current,
            UpdateRevision = Update,
        },
    };

    private static string Text(StatefulSet set) => JsonSerializer.Serialize(set.Spec!, Kubernetes.Models.KubernetesJson.Default.StatefulSetSpec);
}
