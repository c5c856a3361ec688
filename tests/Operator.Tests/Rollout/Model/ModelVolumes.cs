using Operator.Api;
using Operator.Observe;

namespace Operator.Tests.Rollout.Model;

/// <summary>The volumes of both colours: each knows visits by who counted them, and merges what it is told.</summary>
internal sealed class ModelVolumes
{
    private readonly Dictionary<string, Dictionary<string, long>> _volumes = [];

    /// <summary>How many visits have been acknowledged.</summary>
    public long Acknowledged { get; private set; }

    public void Visit(ModelPod pod)
    {
        var volume = Of(pod.Name);
        volume[pod.Uid] = volume.GetValueOrDefault(pod.Uid) + 1;
        Acknowledged++;
    }

    public void Carry(string from, string to)
    {
        foreach (var (key, visits) in Of(from)) Of(to)[key] = Math.Max(Of(to).GetValueOrDefault(key), visits);
    }

    public void Remove(string pod) => _volumes.Remove(pod);

    public VolumeCount Count(string pod) => new(Of(pod).Values.Sum(), new Dictionary<string, long>(Of(pod)));

    /// <summary>All visits that at least one volume knows.</summary>
    public long Known => VolumeCount.Union([.. _volumes.Keys.Select(Count), new VolumeCount(0, new Dictionary<string, long>())]);

    /// <summary>What the volumes of one colour know.</summary>
    public long KnownTo(string colour, int replicas) =>
        Enumerable.Range(0, replicas).Sum(ordinal => Count(Names.Pod(ModelWorld.Name, ordinal, colour)).Visits);

    private Dictionary<string, long> Of(string pod) => _volumes.TryGetValue(pod, out var volume) ? volume : _volumes[pod] = [];
}
