namespace Spectacles.Gateway.Testing;

/// <summary>
/// The options of a command by name: <c>new() { ["song"] = "x" }</c>. A value is a text (or the name of a choice), a number, a boolean, a
/// user, member, channel, role or id.
/// </summary>
public sealed class CommandOptions : Dictionary<string, object>;
