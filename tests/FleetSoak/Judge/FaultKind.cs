namespace FleetSoak.Judge;

/// <summary>A kind of fault.</summary>
/// <param name="Name">Its name in the output.</param>
/// <param name="Begin">Begins a fault. The task ends when everything runs again.</param>
internal sealed record FaultKind(string Name, Func<Random, Task> Begin);
