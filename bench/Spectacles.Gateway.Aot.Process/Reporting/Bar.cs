namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">What stands beside it.</param>
/// <param name="Value">How long it is.</param>
/// <param name="Low">Where its spread begins, if it has one.</param>
/// <param name="High">Where its spread ends.</param>
/// <param name="Goal">Where its goal is marked, if it has one.</param>
internal sealed record Bar(string Label, double Value, double? Low, double? High, double? Goal);
