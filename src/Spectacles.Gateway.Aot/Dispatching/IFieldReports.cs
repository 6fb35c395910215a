namespace Spectacles.Gateway;

/// <summary>Receives what is wrong with the fields of events that are delivered all the same, with the defaults of those fields.</summary>
internal interface IFieldReports
{
    /// <summary>What follows is about an event.</summary>
    /// <param name="eventName">The event's name in UTF-8.</param>
    void Begin(ReadOnlySpan<byte> eventName);

    /// <summary>An object of the event lacked fields that are documented as always there.</summary>
    /// <param name="model">The object's class.</param>
    /// <param name="fields">The names of up to 64 of its fields, with commas between.</param>
    /// <param name="absent">A bit for each of them that was not there, the first in the lowest bit.</param>
    void Absent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent);

    /// <summary>A value of the event has a form that its field cannot hold.</summary>
    /// <param name="payload">The text that begins with the event's payload.</param>
    /// <param name="position">The index of the value.</param>
    /// <param name="expected">What the field holds.</param>
    void Misfit(ReadOnlySpan<byte> payload, int position, string expected);
}
