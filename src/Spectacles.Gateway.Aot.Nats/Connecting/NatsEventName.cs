using System.Buffers;

namespace Spectacles.Gateway.Fleet;

/// <summary>The names of events, which are words of subjects.</summary>
internal static class NatsEventName
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <exception cref="ArgumentException">NATS can't have it in a subject.</exception>
    public static string Checked(string name) => name.Length is > 0 and <= 128 && !name.AsSpan().ContainsAnyExcept(Characters)
        ? name
        : throw new ArgumentException($"\"{name}\" is not the name of an event: it has letters, digits and underscores.", nameof(name));
}
