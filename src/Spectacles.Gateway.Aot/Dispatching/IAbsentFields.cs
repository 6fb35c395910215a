namespace Spectacles.Gateway.Dispatching;

/// <summary>Hears of the fields that an event did not have though they are documented as always there.</summary>
internal interface IAbsentFields
{
    /// <summary>An object of an event lacked fields.</summary>
    /// <param name="eventName">The event's name in UTF-8.</param>
    /// <param name="model">The object's class.</param>
    /// <param name="fields">The names of up to 64 of its fields, with commas between.</param>
    /// <param name="absent">A bit for each of them that was not there, the first in the lowest bit.</param>
    void Add(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent);
}
