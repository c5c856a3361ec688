namespace EndToEnd.Tests.Crashes;

/// <summary>Something that happens in the life of an app, from one state at rest to another.</summary>
/// <param name="Name">The name of the test.</param>
/// <param name="Prepare">Brings the app to the state in which it begins, with an operator that runs undisturbed.</param>
/// <param name="Act">What the user does; the operator that may die is there already, and the task tells when it has.</param>
/// <param name="Finished">Waits for the end of it.</param>
/// <param name="KeepsPods">Whether every pod that was there at the beginning has to be there at the end, unrestarted.</param>
internal sealed record Scenario(string Name, Func<Stage, Task> Prepare, Func<Stage, Task, Task> Act, Func<Stage, Task> Finished, bool KeepsPods = false)
{
    /// <summary>What its users are promised; null where the pods serve nobody.</summary>
    public Promise? Promise { get; init; }

    public override string ToString() => Name;
}
