namespace Spectacles.Gateway.Generators;

/// <summary>An event of a project's own schema, as its handlers see it.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Types">The full names of the model and of what it extends, nearest first.</param>
/// <param name="Intents">
/// The intents that deliver it, by their names in Discord's documentation; none where the schema does not say.
/// </param>
internal sealed record OwnEvent(string Name, EquatableArray<string> Types, EquatableArray<string> Intents)
{
    public string Model => Types[0];
}
