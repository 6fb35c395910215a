namespace Fuzz.Engine;

/// <summary>The result of a run of one target.</summary>
internal sealed record FuzzResult(long Executions, int Outcomes, int Corpus, TimeSpan Length, IReadOnlyList<Fault> Faults);
