using System.Text.Json.Nodes;

namespace LocalCluster.ApiServer.Schemas;

/// <summary>
/// One cause of a 422, in the server's words: <paramref name="Reason"/>, <paramref name="Field"/> and <paramref name="Message"/> are what
/// stands in <c>details.causes</c>; <see cref="ToString"/> is its part of the whole message. The field of an error about the whole
/// object is <c>&lt;nil&gt;</c>.
/// </summary>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    private static readonly object Omitted = new();

    public const string RequiredReason = "FieldValueRequired";
    public const string InvalidReason = "FieldValueInvalid";
    public const string TypeInvalidReason = "FieldValueTypeInvalid";
    public const string NotSupportedReason = "FieldValueNotSupported";
    public const string DuplicateReason = "FieldValueDuplicate";
    public const string ForbiddenReason = "FieldValueForbidden";
    public const string TooLongReason = "FieldValueTooLong";
    public const string TooManyReason = "FieldValueTooMany";

    /// <summary>After such an error the answers of the CEL rules would be worthless, and they are not asked.</summary>
    public bool BlocksRules => Reason is NotSupportedReason or RequiredReason or TooLongReason or TooManyReason or TypeInvalidReason;

    public override string ToString() => $"{Field}: {Message}";

    public static FieldError Required(string? field, string detail = "") =>
        new(RequiredReason, Name(field), WithDetail("Required value", detail));

    public static FieldError Forbidden(string? field, string detail) =>
        new(ForbiddenReason, Name(field), WithDetail("Forbidden", detail));

    /// <summary>The value is a string, a number, a bool, null or a <see cref="JsonNode"/>; it is written as the server writes it.</summary>
    public static FieldError Invalid(string? field, object? value, string detail) =>
        new(InvalidReason, Name(field), WithDetail("Invalid value" + Shown(value), detail));

    public static FieldError InvalidWithoutValue(string? field, string detail) => Invalid(field, Omitted, detail);

    public static FieldError TypeInvalid(string? field, object? value, string detail) =>
        new(TypeInvalidReason, Name(field), WithDetail("Invalid value" + Shown(value), detail));

    public static FieldError Duplicate(string? field, object? value) =>
        new(DuplicateReason, Name(field), "Duplicate value" + Shown(value));

    public static FieldError DuplicateWithoutValue(string? field) => new(DuplicateReason, Name(field), "Duplicate value");

    public static FieldError NotFound(string? field, object? value) =>
        new("FieldValueNotFound", Name(field), "Not found" + Shown(value));

    public static FieldError NotSupported(string? field, object? value, IEnumerable<string> supported)
    {
        var list = string.Join(", ", supported.Select(GoText.Quote));
        return new(NotSupportedReason, Name(field), WithDetail("Unsupported value" + Shown(value), list == "" ? "" : "supported values: " + list));
    }

    public static FieldError TooLong(string? field, long max) =>
        new(TooLongReason, Name(field), WithDetail("Too long", max >= 0 ? $"may not be more than {max} {(max == 1 ? "byte" : "bytes")}" : "value is too long"));

    public static FieldError TooMany(string? field, long actual, long max)
    {
        var detail = max >= 0 ? $"must have at most {max} {(max == 1 ? "item" : "items")}" : "has too many items";
        return new(TooManyReason, Name(field), WithDetail("Too many" + (actual >= 0 ? Shown(actual) : ""), detail));
    }

    private static string Name(string? field) => string.IsNullOrEmpty(field) ? "<nil>" : field;

    private static string WithDetail(string text, string detail) => detail == "" ? text : $"{text}: {detail}";

    private static string Shown(object? value) => ReferenceEquals(value, Omitted) ? "" : ": " + GoText.Show(value);
}
