using System.Text;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A <see cref="JsonText"/> in a payload: any JSON value, as it was sent. It costs nothing.</summary>
public readonly ref struct JsonView
{
    private readonly ViewValue value;

    internal JsonView(ViewValue value) => this.value = value;

    /// <summary>Whether the value, or null in its place, was sent.</summary>
    public bool IsPresent => value.IsPresent;

    /// <summary>Whether a value other than null was sent.</summary>
    public bool HasValue => value.HasValue;

    /// <summary>
    /// The value's text in UTF-8, as it was sent; empty when nothing was. Each use costs one fast pass over it, to find its end.
    /// </summary>
    /// <exception cref="JsonException">The value has no end.</exception>
    public ReadOnlySpan<byte> Utf8 => value.Utf8;

    /// <summary>The value as a view, such as <see cref="Role.View"/>; one over nothing when it is absent or null.</summary>
    /// <typeparam name="TView">The view.</typeparam>
    /// <exception cref="JsonException">The value is not an object.</exception>
    public TView View<TView>() where TView : IGatewayView<TView>, allows ref struct =>
        value.HasValue && value.First != '{' ? throw value.Unexpected("an object") : value.ReadView<TView>();

    /// <summary>Copies the value without white space, so that it can be kept after the call. An absent value is <c>null</c>.</summary>
    /// <exception cref="JsonException">The value is not JSON.</exception>
    public JsonText ToJsonText() => value.ReadJsonText();

    /// <summary>The value's text as a string, which is allocated.</summary>
    /// <exception cref="JsonException">The value has no end.</exception>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
