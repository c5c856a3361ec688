namespace LocalCluster.ApiServer.Schemas;

/// <summary>Numbers of books and cards, with their check digits.</summary>
internal static class NumberFormats
{
    public static bool IsIsbn10(string text)
    {
        var digits = Stripped(text);
        if (digits.Length != 10 || !digits.AsSpan(0, 9).ContainsOnlyDigits() || !(char.IsAsciiDigit(digits[9]) || digits[9] == 'X'))
            return false;
        var sum = digits.Select((c, i) => (i + 1) * (c == 'X' ? 10 : c - '0')).Sum();
        return sum % 11 == 0;
    }

    public static bool IsIsbn13(string text)
    {
        var digits = Stripped(text);
        return digits.Length == 13 && digits.AsSpan().ContainsOnlyDigits() && digits.Select((c, i) => (i % 2 == 0 ? 1 : 3) * (c - '0')).Sum() % 10 == 0;
    }

    /// <summary>A number of a known issuer whose last digit is right (Luhn); what is not a digit does not count.</summary>
    public static bool IsCreditCard(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        const string Issuers = @"^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$";
        return Patterns.IsMatch(Issuers, digits) && digits.Reverse().Select(Weighted).Sum() % 10 == 0;
    }

    private static int Weighted(char digit, int position)
    {
        var value = digit - '0';
        return position % 2 == 0 ? value : value > 4 ? (value * 2) - 9 : value * 2;
    }

    private static string Stripped(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
