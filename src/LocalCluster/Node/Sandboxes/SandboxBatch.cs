using static LocalCluster.Node.Sandboxes.SandboxStep;

namespace LocalCluster.Node.Sandboxes;

/// <summary>Steps that can be done as "make everything, then mount everything" without changing what they mean.</summary>
internal sealed class SandboxBatch
{
    private readonly List<SandboxStep> _makes = [];
    private readonly List<SandboxStep> _mounts = [];
    private readonly List<string> _covered = [];

    public IReadOnlyList<SandboxStep> Makes => _makes;

    public IReadOnlyList<SandboxStep> Mounts => _mounts;

    public static IReadOnlyList<SandboxBatch> Group(IEnumerable<SandboxStep> steps)
    {
        var batches = new List<SandboxBatch> { new() };
        foreach (var step in steps)
        {
            if (!batches[^1].TryAdd(step)) batches.Add(new SandboxBatch());
            else continue;
            batches[^1].TryAdd(step);
        }

        return batches;
    }

    /// <summary>False when the step makes something inside a mount of this batch, which has to come first.</summary>
    private bool TryAdd(SandboxStep step)
    {
        switch (step)
        {
            case MakeDirectory make: return TryMake(step, make.Path);
            case MakeFile make: return TryMake(step, make.Path);
            case CopyLink link: return TryMake(step, link.Directory + "/");
            case Empty empty: return Mount(step, empty.Path);
            case Bind bind: return Mount(step, bind.Path);
            case ProcMount proc: return Mount(step, proc.Path);
            default: throw new ArgumentException($"unknown step {step}", nameof(step));
        }
    }

    private bool TryMake(SandboxStep step, string path)
    {
        if (_covered.Any(mount => path.StartsWith(mount + "/", StringComparison.Ordinal))) return false;

        _makes.Add(step);
        return true;
    }

    private bool Mount(SandboxStep step, string path)
    {
        _mounts.Add(step);
        _covered.Add(path);
        return true;
    }
}
