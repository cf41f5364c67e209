package io.github.cphshare.client.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Where links may lead. They matter when the policy lets links through at all; reported in any case. */
final class LinkRules {
    private final Findings findings;
    private final PathRules paths;
    private final Names names;
    private final long longest;
    private final long deepest;

    LinkRules(TarPolicy policy, Findings findings, PathRules paths, Names names) {
        this.longest = policy.limit(TarLimit.PATH_LENGTH);
        this.deepest = policy.limit(TarLimit.DEPTH);
        this.findings = findings;
        this.paths = paths;
        this.names = names;
    }

    void check(Entry entry, byte[] path) {
        if (entry.isSymlink()) {
            symlink(entry, new String(path, UTF_8));
        } else if (entry.isHardLink()) {
            hardLink(entry);
        }
    }

    private void hardLink(Entry entry) {
        if (entry.link().length > 0 && entry.link()[0] == '/') {
            // GNU tar and bsdtar cut the slash off as they do with paths; BusyBox and Python link to the device's file.
            findings.add(TarRule.LINK_ESCAPES, "The target is absolute");
            return;
        }
        byte[] target = paths.check(entry.link(), false);
        if (target == null || target.length == 0) {
            findings.add(TarRule.LINK_TARGET_MISSING, "The target has no accepted path");
            return;
        }
        switch (names.kindOf(target)) {
            case FILE -> {}
            case LINK -> findings.add(TarRule.LINK_THROUGH, "The target is a link itself");
            case MISSING -> findings.add(TarRule.LINK_TARGET_MISSING, "The target is no earlier entry");
            case DIRECTORY, IMPLIED -> findings.add(TarRule.LINK_TARGET_NOT_FILE, "The target is a directory");
        }
    }

    private void symlink(Entry entry, String path) {
        // Before anything is taken apart, as with paths: each directory on the way is looked up by all that leads to
        // it.
        if (entry.link().length > longest) {
            findings.add(TarRule.PATH_TOO_LONG, "The link's target has " + entry.link().length + " bytes");
            return;
        }
        String target = Utf8.decode(entry.link());
        if (target == null) {
            findings.add(TarRule.PATH_NOT_UTF8, "The link's target is no UTF-8");
            return;
        }
        paths.characters(target);
        if (target.isEmpty() || target.startsWith("/")) {
            findings.add(TarRule.LINK_ESCAPES, "The target is empty or absolute");
            return;
        }
        String parent = TarPath.parent(path);
        // With any root, a link may lie at the top.
        Deque<String> place = new ArrayDeque<>(parent.isEmpty() ? List.of() : Arrays.asList(parent.split("/", -1)));
        boolean down = false;
        List<String> steps = Arrays.asList(target.split("/", -1));
        for (String step : steps) {
            if (step.equals("..")) {
                if (down) {
                    // What lies above a directory that may be a link depends on where the link leads.
                    findings.add(TarRule.LINK_THROUGH, "The target goes down and up again");
                    return;
                }
                place.pollLast();
                if (place.isEmpty()) {
                    findings.add(TarRule.LINK_ESCAPES, "The target leaves its root");
                    return;
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                paths.driveLetter(step, 0, step.length());
                place.addLast(step);
                down = true;
            }
        }
        if (place.size() > deepest) {
            findings.add(TarRule.PATH_TOO_DEEP, "The link's target lies " + place.size() + " components deep");
            return;
        }
        String whole = String.join("/", place);
        if (!whole.isEmpty() && names.kindOf(whole.getBytes(UTF_8)) == Names.Kind.LINK) {
            // node-tar and 7-Zip look at what is there already, and leave such a link out.
            findings.add(TarRule.LINK_THROUGH, "The target is a link itself");
            return;
        }
        // The directories on the way must stay directories; a link among them could lead anywhere.
        byte[] directory = TarPath.parent(whole).getBytes(UTF_8);
        names.implyDirectory(directory, directory.length, entry.offset());
    }
}
