using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A field that Discord may leave out and may also send as <see langword="null"/>, where the two mean different things.</summary>
/// <remarks>
/// A type of your own may have such a property too. Its <see cref="JsonSerializerContext"/> then names <typeparamref name="T"/>
/// (<c>[JsonSerializable(typeof(string))]</c> for an <c>Optional&lt;string?&gt;</c>), and the property has
/// <c>[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]</c>, which leaves out what is absent: no converter can.
/// Without that attribute it is written as <see langword="null"/>.
/// </remarks>
/// <typeparam name="T">The field's type; nullable, since the value may be <see langword="null"/>.</typeparam>
[JsonConverter(typeof(OptionalConverterFactory))]
[SuppressMessage("Naming", "CA1716", Justification = "Discord's own word; a keyword of Visual Basic only in parameter lists.")]
[SuppressMessage("Usage", "CA2225", Justification = "The constructor is the other way to write the conversion.")]
public readonly record struct Optional<T> : IOptional
{
    /// <summary>A field that was sent, with this value.</summary>
    public Optional(T value)
    {
        Value = value;
        IsPresent = true;
    }

    /// <summary>Whether the field was sent. <see langword="default"/> is a field that was left out.</summary>
    public bool IsPresent { get; }

    /// <summary>What was sent; the default of <typeparamref name="T"/> when the field was left out.</summary>
    public T Value { get; }

    JsonConverter IOptional.CreateConverter() => new OptionalConverter<T>();

    /// <summary>
    /// A field that was sent, with this value. Null is a value: in <c>x is null ? default : x</c>, the <see langword="default"/> is a null
    /// of the type of x, and is sent. Write <c>x is { } value ? value : default(Optional&lt;…&gt;)</c> to leave the field out.
    /// </summary>
    public static implicit operator Optional<T>(T value) => new(value);
}
