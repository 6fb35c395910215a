namespace Fuzz.Engine;

/// <summary>What a run of one target came to.</summary>
internal sealed record FuzzTally(long Executions, int Outcomes, int Corpus, TimeSpan Length, IReadOnlyList<Fault> Faults);
