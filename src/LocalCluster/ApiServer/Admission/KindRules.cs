using System.Text.Json.Nodes;
using LocalCluster.ApiServer.Objects;
using LocalCluster.ApiServer.Schemas;
using LocalCluster.ApiServer.Writes;

namespace LocalCluster.ApiServer.Admission;

/// <summary>
/// What is special about one kind: its defaults, its validation, its lifecycle (what Kubernetes calls the kind's strategy). The generic
/// rules hold for every kind and are not repeated here.
/// </summary>
internal abstract class KindRules
{
    public static KindRules Generic { get; } = new PlainRules();

    /// <summary>A PUT to a name that is not there creates the object.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>A PUT without a resourceVersion overwrites whatever is there.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    /// <summary>metadata.generation counts the changes of what is wanted.</summary>
    public virtual bool HasGeneration => false;

    /// <summary>A deletion answers the object, not a Status.</summary>
    public virtual bool ReturnsDeletedObject => false;

    /// <summary>The last state of an object that goes at once carries a deletionTimestamp, as if it had been marked first.</summary>
    public virtual bool StampsLastState => false;

    public virtual NameRule NameRule => NameRule.Subdomain;

    /// <summary>Fills in what was left out. Idempotent; runs on every write.</summary>
    public virtual void Default(JsonObject obj)
    {
    }

    /// <summary>On a create, after defaulting: clears what clients may not set, sets what the server sets.</summary>
    public virtual void PrepareForCreate(JsonObject obj, RuleContext context)
    {
    }

    /// <summary>On an update of the main resource, after defaulting.</summary>
    public virtual void PrepareForUpdate(JsonObject obj, JsonObject old, RuleContext context)
    {
    }

    public virtual IEnumerable<FieldError> Validate(JsonObject obj, RuleContext context) => [];

    /// <summary>What a new object has to be besides; <see cref="Validate"/> has been asked as well.</summary>
    public virtual IEnumerable<FieldError> ValidateCreate(JsonObject obj, RuleContext context) => [];

    /// <summary>What a change may not change; <see cref="Validate"/> has been asked as well.</summary>
    public virtual IEnumerable<FieldError> ValidateUpdate(JsonObject obj, JsonObject old, RuleContext context) => [];

    /// <summary>What the status endpoint of a built-in kind refuses.</summary>
    public virtual IEnumerable<FieldError> ValidateStatus(JsonObject obj, JsonObject old) => [];

    /// <summary>Whether this user may write this object, beyond what their verbs say; asked before anything else.</summary>
    public virtual void Authorize(JsonObject obj, RuleContext context)
    {
    }

    /// <summary>What a valid object, new or changed, is to be told all the same.</summary>
    public virtual IEnumerable<string> Warnings(JsonObject obj, JsonObject? old) => [];

    /// <summary>A new object's allocation comes before anything is said about the rest of it.</summary>
    public virtual bool AllocatesBeforeValidation => false;

    /// <summary>Takes addresses and ports from their pools, before the write.</summary>
    public virtual void Allocate(JsonObject obj, JsonObject? old, RuleContext context)
    {
    }

    /// <summary>How long a deleted object of this kind may take to end, in seconds.</summary>
    public virtual long DeletionGrace(JsonObject obj, DeleteOptions options) => 0;

    /// <summary>Something besides metadata.finalizers keeps a deleted object.</summary>
    public virtual bool OutlivesDeletion(JsonObject obj) => false;

    /// <summary>Marks an object for deletion, for the first time or with a shorter grace.</summary>
    public virtual void MarkDeleted(JsonObject obj, long graceSeconds, DateTimeOffset now)
    {
        var metadata = obj.Metadata();
        if (!obj.IsTerminating() && obj.Generation() > 0)
            metadata["generation"] = obj.Generation() + 1;
        if (!obj.IsTerminating() || obj.Number("metadata", "deletionGracePeriodSeconds") != graceSeconds)
            metadata["deletionTimestamp"] = ObjectMeta.Time(now.AddSeconds(graceSeconds));
        metadata["deletionGracePeriodSeconds"] = graceSeconds;
    }

    /// <summary>After a write that was no dry run, with the object as it is now, or as it was last.</summary>
    public virtual void Written(JsonObject obj, RuleContext context)
    {
    }

    /// <summary>After a change, or one that failed: gives back what <paramref name="given"/> holds and <paramref name="kept"/> does not.</summary>
    public virtual void ReleaseDifference(JsonObject kept, JsonObject given, RuleContext context)
    {
    }

    /// <summary>Gives back what <see cref="Allocate"/> took.</summary>
    public virtual void Release(JsonObject obj, RuleContext context)
    {
    }
}
