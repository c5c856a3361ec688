namespace LocalCluster;

/// <summary>A data directory belongs to one cluster at a time; the claim ends with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="ClusterException">Another cluster has it, or it cannot be written.</exception>
    public static DirectoryLock Claim(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(directory, e);
        }

        return Open(directory);
    }

    public void Dispose() => _file.Dispose();

    private static DirectoryLock Open(string directory)
    {
        try
        {
            return new DirectoryLock(new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new ClusterException($"The data directory {directory} is in use by another local cluster: stop that one, or choose another with --data.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable(directory, e);
        }
    }

    private static ClusterException Unusable(string directory, Exception why) =>
        new($"The data directory {directory} cannot be written ({why.Message.TrimEnd('.')}): choose another with --data.", why);
}
