namespace Fuzz.Engine;

/// <summary>An input on which the library and the oracle disagree, or which ended the process.</summary>
internal sealed record Fault(string Description, long Execution, byte[] Input);
