using System.Xml;

namespace CmsOrchestrator.Actors.Wire;

/// <summary>
/// The body that a failure may carry (protocol.md §1). Only the names of the elements inside are taken, which say what failed;
/// texts and attributes are the server's to fill and stay out of ours.
/// </summary>
internal static class FailureDetails
{
    public const int MaxBytes = 16 * 1024;

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The names in order, or "" where the body is something else. None that contains one of <paramref name="secrets"/>.</summary>
    public static string Names(byte[] body, IReadOnlyList<string> secrets)
    {
        var names = new List<string>();
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(body), Strict);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "failureDetails")
            {
                return "";
            }

            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element && !OneLine.HasAny(xml.LocalName, secrets))
                {
                    names.Add(xml.LocalName);
                }
            }
        }
        catch (XmlException)
        {
            // Cut off by our limit, or not XML: what was read so far is what there is to say.
        }

        return OneLine.Of(string.Join(", ", names));
    }
}
