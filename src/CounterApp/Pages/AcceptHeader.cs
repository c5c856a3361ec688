using System.Globalization;

namespace CounterApp.Pages;

/// <summary>Chooses a form by RFC 9110, section 12.5.1. Pure; allocates nothing.</summary>
internal static class AcceptHeader
{
    private const int Places = 64;

    /// <summary>
    /// The form with the highest quality; between equals the one that is asked for by its full name, then the one asked for first.
    /// An answer in a form that was not asked for is better than none.
    /// </summary>
    public static MediaKind Choose(ReadOnlySpan<char> accept)
    {
        if (accept.IsEmpty || accept is "*/*") return MediaKind.Text;
        var best = (Kind: MediaKind.Text, Preference: Preference(accept, "text", "plain"));
        Consider(accept, MediaKind.Json, "application", "json", ref best);
        Consider(accept, MediaKind.Html, "text", "html", ref best);
        return best.Kind;
    }

    private static void Consider(
        ReadOnlySpan<char> accept, MediaKind kind, ReadOnlySpan<char> type, ReadOnlySpan<char> subtype, ref (MediaKind Kind, int Preference) best)
    {
        var preference = Preference(accept, type, subtype);
        if (preference > best.Preference) best = (kind, preference);
    }

    /// <summary>Orders by the quality, by how specific the range is that grants it, and by how early it stands; 0 when refused.</summary>
    private static int Preference(ReadOnlySpan<char> accept, ReadOnlySpan<char> type, ReadOnlySpan<char> subtype)
    {
        var (quality, specificity, place, position) = (0, 0, 0, 0);
        foreach (var range in accept.Split(','))
        {
            var (media, parameters) = Cut(accept[range], ';');
            var match = Specificity(media, type, subtype);
            if (match > specificity) (quality, specificity, place) = (Quality(parameters), match, position);
            position++;
        }

        return quality == 0 ? 0 : (((4 * quality) + specificity) * Places) - Math.Min(place, Places - 1);
    }

    private static int Specificity(ReadOnlySpan<char> media, ReadOnlySpan<char> type, ReadOnlySpan<char> subtype)
    {
        var (major, minor) = Cut(media, '/');
        return (Same(major, type), Same(minor, subtype), minor is "*", major is "*") switch
        {
            (true, true, _, _) => 3,
            (true, _, true, _) => 2,
            (_, _, true, true) => 1,
            _ => 0,
        };
    }

    private static int Quality(ReadOnlySpan<char> parameters)
    {
        foreach (var range in parameters.Split(';'))
        {
            var (name, value) = Cut(parameters[range], '=');
            if (!Same(name, "q")) continue;
            return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
                ? (int)(1000 * decimal.Clamp(quality, 0, 1))
                : 0;
        }

        return 1000;
    }

    private static bool Same(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static Pair Cut(ReadOnlySpan<char> text, char at)
    {
        var index = text.IndexOf(at);
        return index < 0 ? new(text.Trim(), []) : new(text[..index].Trim(), text[(index + 1)..].Trim());
    }

    private readonly ref struct Pair(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        private readonly ReadOnlySpan<char> _left = left;
        private readonly ReadOnlySpan<char> _right = right;

        public void Deconstruct(out ReadOnlySpan<char> left, out ReadOnlySpan<char> right)
        {
            left = _left;
            right = _right;
        }
    }
}
