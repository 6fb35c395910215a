using System.ComponentModel;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads what a user entered as text, or selected as an object. For generated code.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEnteredValue<T>
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">The text, or the id of the object.</param>
    /// <param name="name">The name of the option or of the field, for errors.</param>
    /// <param name="request">The interaction, which contains the object.</param>
    /// <exception cref="OptionException">The text is not a value of the type, or the object was not sent.</exception>
    static abstract T Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request);
}
