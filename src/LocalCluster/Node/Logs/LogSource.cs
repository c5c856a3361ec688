namespace LocalCluster.Node.Logs;

internal enum LogSource
{
    Output,
    Error,
}
