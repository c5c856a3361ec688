using System.Text.Json;
using CounterApp.Visits;

namespace CounterApp.Handover;

/// <summary>What is read of a peer's <see cref="HandoverDocument"/>.</summary>
internal sealed record HandoverOffer(IReadOnlyDictionary<string, long>? Entries)
{
    /// <exception cref="FormatException">It is not such a document; the message says why.</exception>
    public static VisitEntries Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return ToEntries(JsonSerializer.Deserialize(body, HandoverJson.Default.HandoverOffer)?.Entries);
        }
        catch (JsonException e)
        {
            throw new FormatException($"The body is not what GET /handover answers: {e.Message}", e);
        }
    }

    private static VisitEntries ToEntries(IReadOnlyDictionary<string, long>? entries)
    {
        if (entries is null) throw new FormatException("The body has no entries. Send what GET /handover of the other pod answers.");
        var counts = new List<KeyValuePair<ReplicaKey, long>>(entries.Count);
        foreach (var (text, count) in entries)
        {
            if (!ReplicaKey.TryParse(text, out var key)) throw new FormatException($"'{text}' is not a key of the form volume/incarnation, two GUIDs.");
            if (count < 0) throw new FormatException($"The count of '{text}' is negative.");
            counts.Add(new(key, count));
        }

        return VisitEntries.Of(counts);
    }
}
