using System.Text;

namespace CmsOrchestrator.Model.Views;

/// <summary>
/// The names, and the URIs, of all participants of a call, each in one text and in upper case: one look into a text that lies in one
/// piece says of nearly every call that a part of a name or a URI is in none of its participants'.
/// </summary>
public sealed class RosterText
{
    private readonly string _names;
    private readonly string _uris;

    private RosterText(string names, string uris) => (_names, _uris) = (names, uris);

    /// <summary>Whether somebody may have that part in their name. No false means yes.</summary>
    public bool MayName(string upperCasePart) => _names.Contains(upperCasePart, StringComparison.Ordinal);

    /// <summary>Likewise, in their URI.</summary>
    public bool MayLeadTo(string upperCasePart) => _uris.Contains(upperCasePart, StringComparison.Ordinal);

    internal static RosterText Of(IEnumerable<ParticipantView> participants)
    {
        var (names, uris) = (new StringBuilder(), new StringBuilder());
        foreach (var participant in participants)
        {
            names.Append(participant.Name.ToUpperInvariant()).Append('\n');
            uris.Append(participant.Uri.ToUpperInvariant()).Append('\n');
        }

        return new RosterText(names.ToString(), uris.ToString());
    }
}
