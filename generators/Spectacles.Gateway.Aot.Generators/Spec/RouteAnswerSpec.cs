namespace Spectacles.Gateway.Generators;

/// <summary>What a route answers.</summary>
/// <param name="Type">The type of the answer in C#.</param>
/// <param name="Reader">The method of the client that sends a request and reads such an answer.</param>
/// <param name="IsOptional">Whether Discord may send none.</param>
internal sealed record RouteAnswerSpec(string Type, string Reader, bool IsOptional);
