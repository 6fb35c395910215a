using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>Every close is one for good, which ends the session: the bot has to identify where it could have resumed.</summary>
internal sealed class Farewell : IAlteration
{
    public int Closing(int code) => (int)CloseCode.NormalClosure;
}
