namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>Something that the claim's reader should know, as an Event.</summary>
internal sealed record ClaimNote(string Reason, string Message, bool Warning = false);
