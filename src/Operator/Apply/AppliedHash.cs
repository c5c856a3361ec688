using System.Text.Json.Nodes;
using Operator.Api;

namespace Operator.Apply;

/// <summary>
/// A short hash of all that we say about a child. It stands on the child, so that after a restart the operator still sees that it has
/// ceased to say something: a comparison of fields alone cannot tell a field that we no longer name from one of somebody else's.
/// </summary>
internal static class AppliedHash
{
    public static string Of(JsonObject wanted) => Fingerprint.Of(wanted);
}
