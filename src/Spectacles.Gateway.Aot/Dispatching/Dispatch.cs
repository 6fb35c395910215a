using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>One event as received: its name, its sequence and the unparsed bytes of its payload.</summary>
/// <remarks>
/// The bytes are slices of the connection's buffer and are valid only until the handler <em>returns</em> (not until its task completes).
/// The compiler enforces this. Copy data that must outlive the call, or use the model.
/// </remarks>
public readonly ref struct Dispatch
{
    private readonly ReadOnlySpan<byte> tail;
    private readonly ref DispatchState state;

    /// <summary>Creates a dispatch. For generated code and tests.</summary>
    /// <param name="eventName">The name in UTF-8.</param>
    /// <param name="tail">The payload, alone or followed by the rest of the message.</param>
    /// <param name="sequence">The event's sequence in its session.</param>
    /// <param name="state">The state that the handlers of this event share.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Dispatch(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> tail, long sequence, ref DispatchState state)
    {
        EventName = eventName;
        this.tail = tail;
        Sequence = sequence;
        this.state = ref state;
    }

    /// <summary>The event's name in UTF-8, such as <c>MESSAGE_CREATE</c>.</summary>
    public ReadOnlySpan<byte> EventName { get; }

    /// <summary>The event's sequence in its session. It only increases.</summary>
    public long Sequence { get; }

    /// <summary>
    /// The time from the arrival of the event until its handlers had room; zero unless <see cref="ClusterOptions.MaxInFlight"/> calls were
    /// unfinished. The time for which the event was not yet read from the connection is not known.
    /// </summary>
    public TimeSpan Waited => state.Waited;

    /// <summary>The payload: the JSON value of <c>d</c> in UTF-8. The first access makes one fast pass over it, to find its end.</summary>
    /// <remarks>Only quotes and brackets are checked for balance; the rest is not validated.</remarks>
    /// <exception cref="JsonException">The payload has no end.</exception>
    public ReadOnlySpan<byte> Data
    {
        get
        {
            if (state.DataLength == 0)
            {
                state.DataLength = JsonExtent.EndOf(tail, JsonExtent.SkipWhiteSpace(tail, 0));
            }

            return tail[..state.DataLength];
        }
    }

    /// <summary>Returns the payload as a view. Nothing is allocated, and fields are read when they are accessed.</summary>
    /// <typeparam name="TView">The view of this event's model, or of a model that it extends.</typeparam>
    /// <exception cref="JsonException">The payload is not an object.</exception>
    public TView View<TView>() where TView : IGatewayView<TView>, allows ref struct
    {
        state.Reports?.Begin(EventName);
        return TView.Over(new PayloadText(tail, state.Reports), 0, 0);
    }

    /// <summary>Returns the payload as a model. It is parsed once, however many handlers ask for it.</summary>
    /// <remarks>
    /// An event may have different models in different schemas. It is parsed once for each of them, except for a model that an earlier
    /// parsed model extends.
    /// </remarks>
    /// <typeparam name="T">The model of this event.</typeparam>
    /// <exception cref="JsonException">
    /// The payload is not JSON, is not an object or needs too much memory, or the id that the event is about is not an id. The message
    /// contains the event and the path. Any other value that does not fit leaves its field at the default, and is reported once per event
    /// and field.
    /// </exception>
    public T Model<T>() where T : class, IGatewayModel<T>
    {
        if (state.Find<T>() is { } parsed)
        {
            return parsed;
        }

        state.Reports?.Begin(EventName);
        var reader = new PayloadReader(tail, 0, state.Reports);
        try
        {
            var model = T.Read(ref reader);
            state.Keep(model);
            return model;
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw ModelPath.Locate(exception, Encoding.UTF8.GetString(EventName), tail, reader.Position);
        }
    }
}
