namespace LocalCluster.Node.Logs;

/// <summary>
/// What one start of a container has written, in a file of the CRI's form: one line each of `time stream tag text`, where tag F
/// ends a line and P says that more of it follows. Writers and readers may work at the same time.
/// </summary>
internal sealed class ContainerLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private TaskCompletionSource _changed = NewSignal();

    public ContainerLog(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    public string Path { get; }

    /// <summary>Whether nothing will be written any more.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Completes at the next write, or at the end. Take it before reading to the end of the file, then await it.</summary>
    public Task NextChange
    {
        get
        {
            lock (_gate) return IsComplete ? Task.CompletedTask : _changed.Task;
        }
    }

    /// <summary>Appends whole lines and at most one unfinished piece, all with the same time.</summary>
    public void Append(LogSource source, IReadOnlyList<LogPiece> pieces)
    {
        var bytes = CriLine.Write(_time.GetUtcNow(), source, pieces);
        lock (_gate)
        {
            if (IsComplete) return;

            _file.Write(bytes);
            var changed = _changed;
            _changed = NewSignal();
            changed.SetResult();
        }
    }

    /// <summary>Says that the container has ended. Readers that follow come to an end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (IsComplete) return;

            IsComplete = true;
            _file.Dispose();
            _changed.SetResult();
        }
    }

    public void Dispose() => Complete();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
