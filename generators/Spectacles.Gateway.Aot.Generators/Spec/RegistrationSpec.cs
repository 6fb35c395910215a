namespace Spectacles.Gateway.Generators;

/// <summary>How the services of a host create one handler class.</summary>
/// <param name="Type">The full name of the class.</param>
/// <param name="IsScoped">Whether each event is handled by a new instance in a new scope.</param>
/// <param name="Arguments">The arguments of its constructor, as C# in which <c>services</c> is the service provider.</param>
internal sealed record RegistrationSpec(string Type, bool IsScoped, EquatableArray<string> Arguments);
