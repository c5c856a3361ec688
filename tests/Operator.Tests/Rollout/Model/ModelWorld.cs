using Kubernetes.Models;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Apply;
using Operator.Desired;
using Operator.Observe;
using Operator.Rollout;
using Operator.Status;

namespace Operator.Tests.Rollout.Model;

/// <summary>An app, the model of its set, and the operator's pure rooms between them. What must always hold is checked after every step.</summary>
internal sealed class ModelWorld
{
    public const string Name = "app";

    private static readonly MetricReading[] Readings =
    [
        new MetricReading.Number(1), new MetricReading.Number(0), new MetricReading.Number(0.5), new MetricReading.TooLittle("too little"), new MetricReading.Fault("no answer"),
    ];

    private readonly List<string> _story = [];
    private readonly Dictionary<string, string> _annotations = [];
    private CounterAppSpec _spec;
    private CounterAppStatus? _status;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _generation = 1;
    private MetricReading _reading = Readings[0];

    public ModelWorld(UpdateStrategy strategy, int replicas) =>
        _spec = new CounterAppSpec { Image = "good:1", Replicas = replicas, UpdateStrategy = strategy, ProgressDeadlineSeconds = 60 };

    public ModelSet Set { get; } = new();

    public CounterAppStatus Status => _status ?? new CounterAppStatus();

    public CounterAppSpec Spec => _spec;

    public string Story => string.Join('\n', _story.TakeLast(40));

    public void Change(Func<CounterAppSpec, CounterAppSpec> change)
    {
        _spec = change(_spec);
        _generation++;
        Tell($"spec: {_spec.Image}, {_spec.Replicas} replicas");
    }

    public void Annotate(string annotation, string value)
    {
        _annotations[annotation] = value;
        Tell($"{annotation}={value}");
    }

    /// <summary>What every measurement gives from now on: success, failure, neither, too little, an error.</summary>
    public void Expect(int reading)
    {
        _reading = Readings[reading];
        Tell($"measurements give {_reading}");
    }

    public void Wait(TimeSpan time) => _now += time;

    public void StartPods()
    {
        foreach (var pod in Set.Pods) pod.Start(_now);
    }

    public void Sync()
    {
        Set.Sync(_now);
        Tell($"controller: {Set.Current} → {Set.Update}: {Pods()}");
        Check();
    }

    public void Lose(int ordinal)
    {
        if (Set.Pods.Find(pod => pod.Ordinal == ordinal) is { } pod) Set.Pods.Remove(pod);
        Tell($"pod {ordinal} is lost");
    }

    /// <summary>One pass. <paramref name="dies"/>: the operator is killed after it has applied, before it has written the status.</summary>
    public void Reconcile(bool dies = false)
    {
        var observed = Observe();
        var decision = RolloutPlanner.Decide(observed, _now);
        var desired = DesiredState.From(observed, decision);
        var before = Set.Object;
        if (desired?.Set is { } set) Set.Apply(set);
        foreach (var removal in (decision as Decision.Advance)?.Removals ?? []) Remove(removal);
        foreach (var spent in observed.SpentActions) _annotations.Remove(spent);
        if (!dies)
        {
            var report = ReferenceEquals(before, Set.Object) ? ApplyReport.Nothing
                : new ApplyReport([before is null ? new ChildOutcome.Created("StatefulSet", Name) : new ChildOutcome.Updated("StatefulSet", Name, "")]);
            _status = StatusProjection.Project(observed, decision, report, _now);
        }

        Tell($"operator{(dies ? " dies" : "")}: {decision.GetType().Name}, {_status?.Phase}, {_status?.Rollout?.Step}: {_status?.Message}");
        Check();
    }

    private Observed Observe() => new Snapshot
    {
        App = new CounterApp
        {
            Metadata = new ObjectMeta { Name = Name, Namespace = "default", Uid = "app-uid", Generation = _generation, Annotations = new Dictionary<string, string>(_annotations) },
            Spec = _spec,
            Status = _status,
        },
        Set = Set.Object,
        Pods = [.. Set.Pods.Select(pod => pod.ToPod("set-uid"))],
        Claims = [.. Enumerable.Range(0, 6).Select(Claim)],
        Services = [Service(Names.Service(Name), 31000), Service(Names.PodsService(Name), null)],
    }.Sort() with
    {
        Measurements = [.. DueMeasurement.Of(new CounterApp { Spec = _spec, Status = _status }, _now).Select(due => new Measurement(due.Due, _now, _reading))],
        StableTemplate = _status is { Rollout.AbortReason: not null, StableRevision: { } stable } ? Set.TemplateOf(stable) : null,
    };

    private static PersistentVolumeClaim Claim(int ordinal) => new()
    {
        Metadata = new ObjectMeta { Name = Names.Claim("visits", Name, ordinal), Namespace = "default", Uid = $"claim-{ordinal}", Labels = new Dictionary<string, string>(Labels.For(Name)) },
        Spec = new PersistentVolumeClaimSpec { Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = "10Mi" } } },
        Status = new PersistentVolumeClaimStatus { Phase = "Bound", Capacity = new Dictionary<string, Quantity> { ["storage"] = "10Mi" } },
    };

    private static Service Service(string name, int? nodePort) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            Uid = name,
            OwnerReferences = [new OwnerReference { ApiVersion = "counterapp.io/v1alpha1", Kind = "CounterApp", Name = Name, Uid = "app-uid", Controller = true }],
        },
        Spec = new ServiceSpec { Type = nodePort is null ? "ClusterIP" : "NodePort", Ports = [new ServicePort { Name = "http", Port = 5000, NodePort = nodePort }] },
    };

    private void Remove(PodRemoval removal)
    {
        if (Set.Pods.Find(pod => pod.Uid == removal.Uid) is not { } pod) return;
        var away = _spec.Replicas - Set.Pods.Count(other => other.IsReady && other.Ordinal < _spec.Replicas);
        if (pod.IsReady && _spec.UpdateStrategy.Type == StrategyType.Canary && away > 0) Fail($"takes {removal.Name}, which serves, while {away} are away");
        pod.IsTerminating = true;
        Tell($"operator removes {removal.Name}: {removal.Why}");
    }

    private void Check()
    {
        if (_spec.UpdateStrategy.Type == StrategyType.Canary && _status?.StableRevision == Set.Current && Set.Pods.Select(pod => pod.Revision).Distinct().Count() > 2) Fail("three revisions run side by side");
        if (_status?.Rollout is { AbortReason: null, Analysis: { } tallies } && tallies.Any(tally => tally.Verdict == AnalysisVerdict.Failed)) Fail("an analysis has failed and the rollout goes on");
        if (_status is { Phase: not AppPhase.Healthy, Message: null or "" }) Fail("it is not healthy and does not say why");
    }

    private string Pods() => string.Join(' ', Set.Pods.OrderBy(pod => pod.Ordinal).Select(pod => $"{pod.Ordinal}:{pod.Revision}{(pod.IsTerminating ? "†" : pod.IsReady ? "" : "?")}"));

    private void Tell(string line)
    {
        if (!_story.TakeLast(2).Any(told => told.EndsWith(line, StringComparison.Ordinal))) _story.Add($"{_now:mm:ss} {line}");
    }

    public void Fail(string what) => throw new InvalidOperationException($"{what}\n{Story}");
}
