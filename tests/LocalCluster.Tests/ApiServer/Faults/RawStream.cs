using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.Tests.ApiServer.Faults;

/// <summary>The bytes of an open watch, as they come.</summary>
internal sealed class RawStream(HttpResponseMessage response) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private Stream? _bytes;

    public int Status => (int)response.StatusCode;

    /// <summary>The next event.</summary>
    public async Task<JsonObject> NextAsync()
    {
        var line = await LineAsync();
        return JsonNode.Parse(line)!.AsObject();
    }

    /// <summary>What else comes until the end, and whether the end is a proper one.</summary>
    public async Task<(byte[] Bytes, bool Proper)> RestAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var rest = new MemoryStream();
        var one = new byte[1];
        try
        {
            while (await (await BytesAsync()).ReadAsync(one, deadline.Token) == 1) rest.Write(one);
            return (rest.ToArray(), true);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (rest.ToArray(), false);
        }
    }

    /// <summary>Whether nothing comes, not even the end, for so long.</summary>
    public async Task<bool> IsSilentAsync(TimeSpan length)
    {
        using var over = new CancellationTokenSource(length);
        try
        {
            return await (await BytesAsync()).ReadAsync(new byte[1], over.Token) < 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public void Dispose() => response.Dispose();

    private async Task<string> LineAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var line = new MemoryStream();
        var one = new byte[1];
        while (await (await BytesAsync()).ReadAsync(one, deadline.Token) == 1 && one[0] != '\n') line.Write(one);
        return Encoding.UTF8.GetString(line.ToArray());
    }

    private async Task<Stream> BytesAsync() => _bytes ??= await response.Content.ReadAsStreamAsync();
}
