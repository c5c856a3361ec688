namespace LocalCluster.Controllers.PersistentVolumeClaims;

/// <summary>The notes of binder and provisioner, in upstream's words.</summary>
internal static class ClaimNotes
{
    public static readonly ClaimNote NothingAvailable =
        new("FailedBinding", "no persistent volumes available for this claim and no storage class is set");

    public static readonly ClaimNote NoConsumer =
        new("WaitForFirstConsumer", "waiting for first consumer to be created before binding");

    public static readonly ClaimNote VolumeLost =
        new("ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!", Warning: true);

    public static readonly ClaimNote VolumeMisbound =
        new("ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly", Warning: true);

    public static ClaimNote NoSuchClass(string name) =>
        new("ProvisioningFailed", $"storageclass.storage.k8s.io \"{name}\" not found", Warning: true);

    public static ClaimNote TakenByAnother(string volume) =>
        new("FailedBinding", $"volume \"{volume}\" already bound to a different claim.", Warning: true);

    public static ClaimNote WaitsFor(string provisioner) => new(
        "ExternalProvisioning",
        $"Waiting for a volume to be created either by the external provisioner '{provisioner}' or manually by the system administrator. "
        + "If volume creation is delayed, please verify that the provisioner is running and correctly registered.");

    public static ClaimNote Provisioning(string claim) =>
        new("Provisioning", $"External provisioner is provisioning volume for claim \"{claim}\"");

    public static ClaimNote Provisioned(string volume) =>
        new("ProvisioningSucceeded", $"Successfully provisioned volume {volume}");
}
