namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">The label.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">The lower end of its spread, if it has one.</param>
/// <param name="High">The upper end of its spread.</param>
/// <param name="Goal">The goal, if it has one.</param>
internal sealed record Bar(string Label, double Value, double? Low, double? High, double? Goal);
