using Kubernetes.Models;
using Kubernetes.Models.Apps;
using Kubernetes.Models.Core;
using Kubernetes.Models.Meta;
using Operator.Api;
using Operator.Api.Strategies;
using Operator.Apply;
using Operator.Desired;
using Operator.Observe;
using Operator.Rollout;
using Operator.Rollout.Colours;
using Operator.Rollout.Gates;
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

    private static readonly HashSet<string> Gates = [.. GateTable.Gates.Select(gate => gate.Name), .. WaitNames.All];

    private readonly List<string> _story = [];
    private int _spareBefore;
    private bool _isMixed;
    private readonly Dictionary<string, string> _annotations = [];
    private CounterAppSpec _spec;
    private CounterAppStatus? _status;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _generation = 1;
    private MetricReading _reading = Readings[0];

    public ModelWorld(UpdateStrategy strategy, int replicas, string policy = "Parallel") =>
        _spec = new CounterAppSpec { Image = "good:1", Replicas = replicas, UpdateStrategy = strategy, ProgressDeadlineSeconds = 60, PodManagementPolicy = policy };

    private readonly Dictionary<string, ModelSet> _sets = new() { [Colour.Blue] = new(Name), [Colour.Green] = new(Names.StatefulSet(Name, Colour.Green)) };
    private long _total;

    /// <summary>The colour that the Service leads to.</summary>
    public string Traffic { get; private set; } = Colour.Blue;

    public ModelVolumes Volumes { get; } = new();

    /// <summary>The set of the colour that serves.</summary>
    public ModelSet Set => _sets[Serving];

    public string Serving => _status?.Rollout?.BlueGreen?.Serving ?? Colour.Blue;

    public ModelSet Beside => _sets[Colour.Other(Serving)];

    /// <summary>Hand-overs fail while this is true.</summary>
    public bool IsSilent { get; set; }

    public CounterAppStatus Status => _status ?? new CounterAppStatus();

    public CounterAppSpec Spec => _spec;

    public string Story => string.Join('\n', _story.TakeLast(40));

    public void Change(Func<CounterAppSpec, CounterAppSpec> change)
    {
        _spareBefore = Spare;
        _spec = change(_spec);
        _generation++;
        Tell($"spec: {_spec.Image}, {_spec.Replicas} replicas");
    }

    /// <summary>What the strategy before it has begun counts as its own until all pods are ready and of one revision.</summary>
    public void ChangeStrategy(UpdateStrategy strategy)
    {
        _isMixed = true;
        Change(spec => spec with { UpdateStrategy = strategy });
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

    /// <summary>Everybody acts once, as time goes on.</summary>
    public void Pass()
    {
        Reconcile();
        Sync();
        StartPods();
        Visit();
        Wait(TimeSpan.FromSeconds(5));
    }

    public void Wait(TimeSpan time) => _now += time;

    public void StartPods()
    {
        foreach (var pod in _sets.Values.SelectMany(set => set.Pods)) pod.Start(_now);
    }

    /// <summary>Each pod that the Service leads to gets a visit; with <paramref name="late"/>, so does one that it led to before.</summary>
    public void Visit(bool late = false)
    {
        var pods = _sets[Traffic].Pods.Concat(late ? _sets[Colour.Other(Traffic)].Pods : []);
        foreach (var pod in pods.Where(pod => pod is { IsReady: true, IsClosed: false })) Volumes.Visit(pod);
    }

    public void Sync(bool lags = false)
    {
        foreach (var set in _sets.Values) set.Sync(_now, lags);
        Tell($"controller{(lags ? ", late" : "")}: {Set.Current} → {Set.Update}: {Pods(Set)} | {Pods(Beside)}");
        Check();
    }

    public void Lose(int ordinal)
    {
        foreach (var set in _sets.Values) set.Pods.RemoveAll(pod => pod.Ordinal == ordinal);
        Tell($"pod {ordinal} is lost");
    }

    /// <summary>One pass. <paramref name="dies"/>: the operator is killed after it has applied, before it has written the status.</summary>
    public void Reconcile(bool dies = false)
    {
        var observed = Observe();
        var decision = RolloutPlanner.Decide(observed, _now);
        if (Silent(decision) is { } silent) Fail($"it decides on {decision.GetType().Name} {silent}");
        var desired = DesiredState.From(observed, decision);
        var before = _sets.Values.Select(set => set.Object).ToList();
        foreach (var set in new[] { desired?.Set, desired?.Beside }.OfType<StatefulSet>()) _sets[set.Metadata.Name == Name ? Colour.Blue : Colour.Green].Apply(set);
        if (desired is not null) Switch(desired, decision);
        foreach (var removal in (decision as Decision.Advance)?.Removals ?? []) Remove(removal);
        var handOver = decision.HandOver is { } wanted ? Carry(wanted) : null;
        if (decision.Clearance is { } clearance) Clear(clearance, observed);
        foreach (var spent in observed.SpentActions) _annotations.Remove(spent);
        if (!dies)
        {
            var isUnchanged = before.Zip(_sets.Values.Select(set => set.Object)).All(pair => ReferenceEquals(pair.First, pair.Second));
            var report = isUnchanged ? ApplyReport.Nothing : new ApplyReport([new ChildOutcome.Updated("StatefulSet", Name, "")]);
            _status = StatusProjection.Project(observed, decision, report with { HandOver = handOver }, _now);
            if ((_status.Visits ?? 0) < _total) Fail($"the total falls from {_total} to {_status.Visits}");
            _total = _status.Visits ?? 0;
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
        Beside = Beside.Object,
        Pods = [.. _sets.Values.SelectMany(set => set.Pods).Select(pod => pod.ToPod())],
        Claims = [.. Enumerable.Range(0, 6).SelectMany(ordinal => new[] { Claim(ordinal, Colour.Blue), Claim(ordinal, Colour.Green) })],
        Visits = _sets.SelectMany(set => set.Value.Pods.Where(pod => pod.IsReady).Select(pod => (Claim: Names.Claim("visits", Name, pod.Ordinal, set.Key), Count: Volumes.Count(pod.Name))))
            .ToDictionary(volume => volume.Claim, volume => volume.Count),
        Services = [Service(Names.Service(Name), 31000), Service(Names.PodsService(Name), null)],
    }.Sort() with
    {
        Measurements = [.. DueMeasurement.Of(new CounterApp { Spec = _spec, Status = _status }, _now).Select(due => new Measurement(due.Due, _now, _reading))],
        StableTemplate = StableTemplates.Needed(new CounterApp { Status = _status }) is { } needed ? Set.TemplateOf(needed) : null,
    };

    private static PersistentVolumeClaim Claim(int ordinal, string colour) => new()
    {
        Metadata = new ObjectMeta { Name = Names.Claim("visits", Name, ordinal, colour), Namespace = "default", Uid = $"{colour}-{ordinal}", Labels = new Dictionary<string, string>(Labels.For(Name)) },
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

    /// <summary>Traffic may only be switched to a colour that is up; on the way back, one pod that serves is better than the revision that was given up.</summary>
    private void Switch(DesiredState desired, Decision decision)
    {
        var selected = desired.Services.Single(service => service.Metadata.Name == Name).Spec!.Selector![Labels.Component];
        var colour = selected == Labels.ComponentOf(Colour.Blue) ? Colour.Blue : Colour.Green;
        if (colour == Traffic) return;
        var ready = _sets[colour].Pods.Count(pod => pod.IsReady && pod.Ordinal < _spec.Replicas);
        if (ready < (decision.Record?.AbortReason is null ? _spec.Replicas : Math.Min(1, _spec.Replicas))) Fail($"switches to {colour}, of which {ready} of {_spec.Replicas} pods are ready");
        Traffic = colour;
        Tell($"traffic goes to {colour}");
    }

    private HandOverReport Carry(HandOver wanted)
    {
        if (IsSilent) return new HandOverReport(wanted, "nobody answers");
        var idle = false;
        foreach (var pod in _sets[wanted.From].Pods)
        {
            idle |= !pod.IsReady;
            if (wanted.Closes) pod.IsClosed = true;
            if (_sets[wanted.To].Pods.Find(other => other.Ordinal == pod.Ordinal) is { CanStart: true } to) Volumes.Carry(pod.Name, to.Name);
            else if (pod.Ordinal >= _spec.Replicas) idle = true;
            else return new HandOverReport(wanted, $"there is nobody to take over from {pod.Name}");
        }

        return new HandOverReport(wanted, null, idle);
    }

    private void Clear(Clearance clearance, Observed observed)
    {
        if (clearance.SetUid is not null) Beside.Delete();
        foreach (var claim in observed.Claims.Where(claim => clearance.Claims.Contains(claim.Uid)))
        {
            Volumes.Remove(Names.Pod(Name, claim.Ordinal, claim.Colour));
            Tell($"claim {claim.Name} is deleted");
        }
    }

    private void Remove(PodRemoval removal)
    {
        var set = _sets.Values.FirstOrDefault(set => set.Pods.Exists(pod => pod.Uid == removal.Uid));
        if (set?.Pods.Find(pod => pod.Uid == removal.Uid) is not { } pod) return;
        var away = _spec.Replicas - Set.Pods.Count(other => other.IsReady && other.Ordinal < _spec.Replicas);
        if (pod.IsReady && set == Set && away >= Spare) Fail($"takes {removal.Name}, which serves, while {away} are away and {Spare} may be");
        if (pod.Ordinal < Partition && _status?.Rollout?.AbortReason is null) Fail($"takes {removal.Name}, which is below partition {Partition}");
        set.Take(pod);
        Tell($"operator removes {removal.Name}: {removal.Why}");
    }

    /// <summary>Every decision names a gate that is documented, and says why in a sentence; only an app that has all it asks for has none.</summary>
    private static string? Silent(Decision decision) => decision switch
    {
        Decision.Settled { Wait: null } => null,
        { Wait: null } or Decision.Settled => "without a gate",
        { Wait: { } wait } when !Gates.Contains(wait.Gate) => $"at gate {wait.Gate}, which nobody knows",
        { Wait: { } wait } => wait.Message.EndsWith('.') || wait.Message.Contains("kubectl", StringComparison.Ordinal) ? null : $"at gate {wait.Gate} with no reason: {wait.Message}",
    };

    /// <summary>How many pods may be away because of a rollout: what it was allowed before the spec changed is not taken back. Recreate stops all of them, and says so.</summary>
    private int Spare => Math.Max(_spareBefore, _spec.UpdateStrategy switch
    {
        { Type: StrategyType.Recreate } => int.MaxValue,
        { Type: StrategyType.RollingUpdate, RollingUpdate.MaxUnavailable: { } spare } => Math.Max(1, spare.Scale(_spec.Replicas, roundUp: true)),
        _ => 1,
    });

    /// <summary>Pods below it are left alone by a rolling update.</summary>
    public int Partition => _spec.UpdateStrategy.Type == StrategyType.RollingUpdate ? _spec.UpdateStrategy.RollingUpdate?.Partition ?? 0 : 0;

    /// <summary>A rollout has no more pods away than it may; those that fail by themselves come on top, and hold the operator, not the set's controller.</summary>
    private void CheckPods()
    {
        if (IsWhole) (_spareBefore, _isMixed) = (0, false);
        foreach (var set in _sets.Values)
            set.Taken.RemoveWhere(ordinal => ordinal >= _spec.Replicas || set.Pods.Exists(pod => pod.Ordinal == ordinal && pod.IsReady));
        if (Set.Taken.Count > Spare) Fail($"pods {string.Join(", ", Set.Taken)} are away for the rollout, and {Spare} may be");
        if (_spec.UpdateStrategy.Type == StrategyType.Recreate && !_isMixed && Set.Pods.Select(pod => pod.Revision).Distinct().Count() > 1) Fail("two revisions run side by side");
    }

    private bool IsWhole => Set.IsObserved && Set.Pods.Count == _spec.Replicas && Set.Pods.TrueForAll(pod => pod.IsReady && pod.Revision == Set.Update) && Beside.Pods.Count == 0;

    private void Check()
    {
        CheckPods();
        if (_spec.UpdateStrategy.Type == StrategyType.Canary && !_isMixed && _status?.StableRevision == Set.Current && Set.Pods.Select(pod => pod.Revision).Distinct().Count() > 2) Fail("three revisions run side by side");
        if (_status?.Rollout is { AbortReason: null, Analysis: { } tallies } && tallies.Any(tally => tally.Verdict == AnalysisVerdict.Failed)) Fail("an analysis has failed and the rollout goes on");
        if (Volumes.Known != Volumes.Acknowledged) Fail($"{Volumes.Acknowledged} visits were acknowledged, the volumes know {Volumes.Known}");
        if (_status is { Phase: AppPhase.Paused, Rollout.Gate: not (WaitNames.PauseIsOver or WaitNames.AnalysisIsConclusive or nameof(NotPaused)) }) Fail("it is paused by nothing");
        if (_status is { Phase: not AppPhase.Healthy, Message: null or "" }) Fail("it is not healthy and does not say why");
        if (_status is { Phase: AppPhase.Progressing or AppPhase.Pending or AppPhase.Paused, Rollout.Gate: null }) Fail("it is on its way and names no gate");
    }

    private static string Pods(ModelSet set) => string.Join(' ', set.Pods.OrderBy(pod => pod.Ordinal).Select(pod => $"{pod.Ordinal}:{pod.Revision}{(pod.IsTerminating ? "†" : pod.IsReady ? "" : "?")}"));

    private void Tell(string line)
    {
        if (!_story.TakeLast(2).Any(told => told.EndsWith(line, StringComparison.Ordinal))) _story.Add($"{_now:mm:ss} {line}");
    }

    public void Fail(string what) => throw new InvalidOperationException($"{what}\n{Story}");
}
