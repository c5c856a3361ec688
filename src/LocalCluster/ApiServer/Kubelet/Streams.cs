namespace LocalCluster.ApiServer.Kubelet;

/// <summary>Passes a response on as it comes in, without waiting for a full buffer.</summary>
internal static class Streams
{
    private const int BlockSize = 16 * 1024;

    public static async Task CopyAsync(HttpResponseMessage from, HttpResponse to, CancellationToken cancellation)
    {
        await using var source = await from.Content.ReadAsStreamAsync(cancellation);
        await to.StartAsync(cancellation);
        var buffer = new byte[BlockSize];
        while (await source.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, count), cancellation);
            await to.Body.FlushAsync(cancellation);
        }
    }
}
