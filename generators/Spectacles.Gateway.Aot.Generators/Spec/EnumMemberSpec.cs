namespace Spectacles.Gateway.Generators;

/// <summary>A member of an enum as a choice.</summary>
/// <param name="Name">Its name in C#, which is the value on the wire.</param>
/// <param name="DisplayName">What the user sees.</param>
internal sealed record EnumMemberSpec(string Name, string DisplayName);
