using Spectacles.Gateway.Events;

namespace AotTests.App;

/// <summary>A type of the user's around a model.</summary>
internal sealed class Archive
{
    public List<MessageCreate> Messages { get; set; } = [];
}
