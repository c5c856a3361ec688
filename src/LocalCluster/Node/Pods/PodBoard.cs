using LocalCluster.Node.Containers;

namespace LocalCluster.Node.Pods;

/// <summary>Holds a pod's current snapshot. Any thread may change it; readers always see a whole one.</summary>
internal sealed class PodBoard(PodSnapshot initial)
{
    private readonly Lock _gate = new();
    private PodSnapshot _snapshot = initial;

    /// <summary>Raised after every change, outside the lock.</summary>
    public event Action? Changed;

    public PodSnapshot Snapshot => Volatile.Read(ref _snapshot);

    public void Change(Func<PodSnapshot, PodSnapshot> change)
    {
        lock (_gate)
        {
            var changed = change(_snapshot);
            if (changed == _snapshot) return;
            Volatile.Write(ref _snapshot, changed);
        }

        Changed?.Invoke();
    }

    public void ChangeContainer(string name, Func<ContainerRecord, ContainerRecord> change) =>
        Change(snapshot => snapshot with { Containers = snapshot.Containers.SetItem(name, change(snapshot.Containers[name])) });
}
