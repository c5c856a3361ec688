using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace LocalCluster.ApiServer.Faults;

/// <summary>The answer of a watch with a <see cref="WatchPipe"/> in the place of its writer.</summary>
internal sealed class WatchBody(IHttpResponseBodyFeature client, FaultBoard board, FaultSubject subject, CancellationToken aborted) : IHttpResponseBodyFeature
{
    private readonly WatchPipe _pipe = new(client.Writer, board, subject, aborted);

    public Stream Stream => _pipe.AsStream();

    public PipeWriter Writer => _pipe;

    public Task StartAsync(CancellationToken cancellationToken = default) => client.StartAsync(aborted);

    public Task CompleteAsync() => client.CompleteAsync();

    public void DisableBuffering() => client.DisableBuffering();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        client.SendFileAsync(path, offset, count, cancellationToken);
}
